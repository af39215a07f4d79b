using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace ChangeManagement.Engine.Tests.Disks;

/// <summary>
/// Stands between SQLite and the file system for the files that a test watches. All others are opened as ever: the file system's own methods
/// serve them, without a detour.
/// </summary>
internal static unsafe partial class SqliteFiles
{
    private const string Library = "e_sqlite3";

    private static readonly ConcurrentDictionary<string, TestDisk> Disks = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<nint, OpenFile> Files = new();
    private static readonly ConcurrentDictionary<nint, nint> Detours = new();
    private static readonly NativeVfs* System = Install();

    /// <summary>From now on the disk is asked about that database and its log.</summary>
    public static void Watch(string path, TestDisk disk)
    {
        if (System is null || !Disks.TryAdd(path, disk))
        {
            throw new InvalidOperationException($"{path} has a disk already.");
        }
    }

    public static void Forget(string path) => Disks.TryRemove(path, out _);

    private static NativeVfs* Install()
    {
        Batteries_V2.Init();
        var system = Find(0);
        var detour = (NativeVfs*)NativeMemory.Alloc((nuint)sizeof(NativeVfs));
        *detour = *system;
        detour->Next = null;
        detour->Name = (byte*)Marshal.StringToCoTaskMemUTF8("watched");
        detour->Open = &Open;
        detour->Delete = &Delete;
        return Register(detour, makeDefault: 1) == raw.SQLITE_OK ? system : throw new InvalidOperationException("SQLite takes no detour.");
    }

    private static TestDisk? DiskOf(string path) =>
        Disks.TryGetValue(path, out var disk) || Disks.TryGetValue(path[..Math.Max(0, path.LastIndexOf('-'))], out disk) ? disk : null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* name, NativeFile* file, int flags, int* given)
    {
        var code = System->Open(System, name, file, flags, given);
        if (code == raw.SQLITE_OK && name is not null && Marshal.PtrToStringUTF8((nint)name)! is var path && DiskOf(path) is { } disk)
        {
            Files[(nint)file] = new OpenFile(path, disk, (nint)file->Methods) { OwesFolder = !Disks.ContainsKey(path) };
            file->Methods = (NativeFileMethods*)Detours.GetOrAdd((nint)file->Methods, Detour);
        }

        return code;
    }

    private static nint Detour(nint methods)
    {
        var detour = (NativeFileMethods*)NativeMemory.Alloc((nuint)sizeof(NativeFileMethods));
        *detour = *(NativeFileMethods*)methods;
        detour->Close = &Close;
        detour->Write = &Write;
        detour->Truncate = &Truncate;
        detour->Sync = &Sync;
        return (nint)detour;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(NativeVfs* vfs, byte* name, int synced)
    {
        var path = Marshal.PtrToStringUTF8((nint)name)!;
        var answer = DiskOf(path)?.Ask(new DiskAccess.Delete(path, synced != 0)) ?? DiskAnswer.Done;
        var code = answer.IsDone ? System->Delete(System, name, synced) : raw.SQLITE_OK;
        return answer.Code == raw.SQLITE_OK ? code : answer.Code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file)
    {
        Files.TryRemove((nint)file, out var open);
        return open!.Below->Close(file);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, byte* bytes, int length, long offset)
    {
        var open = Files[(nint)file];
        var answer = open.Disk.Ask(new DiskAccess.Write(open.Path, offset, new ReadOnlySpan<byte>(bytes, length).ToArray()));
        var code = answer.IsDone ? open.Below->Write(file, bytes, length, offset) : raw.SQLITE_OK;
        return answer.Code == raw.SQLITE_OK ? code : answer.Code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long length)
    {
        var open = Files[(nint)file];
        var answer = open.Disk.Ask(new DiskAccess.Truncate(open.Path, length));
        var code = answer.IsDone ? open.Below->Truncate(file, length) : raw.SQLITE_OK;
        return answer.Code == raw.SQLITE_OK ? code : answer.Code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags)
    {
        var open = Files[(nint)file];
        var answer = open.Disk.Ask(new DiskAccess.Sync(open.Path, open.OwesFolder));
        open.OwesFolder = false;
        var code = answer.IsDone ? open.Below->Sync(file, flags) : raw.SQLITE_OK;
        return answer.Code == raw.SQLITE_OK ? code : answer.Code;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial NativeVfs* Find(nint name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int Register(NativeVfs* vfs, int makeDefault);

    private sealed class OpenFile(string path, TestDisk disk, nint below)
    {
        public string Path { get; } = path;

        public TestDisk Disk { get; } = disk;

        /// <summary>A log or journal not synced yet.</summary>
        public bool OwesFolder { get; set; }

        public NativeFileMethods* Below => (NativeFileMethods*)below;
    }
}
