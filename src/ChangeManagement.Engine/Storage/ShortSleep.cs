using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChangeManagement.Engine.Storage;

/// <summary>
/// Lets SQLite wait as briefly as it asks to. Some builds of it, the one of SQLitePCLRaw 2.0 for Linux among them, know no <c>usleep</c> and
/// make whole seconds of the microseconds that a reader waits for another one (<c>xSleep</c>, https://sqlite.org/c3ref/vfs.html).
/// </summary>
internal static unsafe partial class ShortSleep
{
    /// <summary>Where <c>xSleep</c> stands in <c>sqlite3_vfs</c>, counted in pointers of 64 bits: three numbers at its begin take two of them.</summary>
    private const int SleepSlot = 14;

    /// <summary>Takes the place of the sleep of the file system that SQLite uses by default. Before the first connection.</summary>
    public static void Install()
    {
        if (!Environment.Is64BitProcess)
        {
            return;
        }

        var files = (delegate* unmanaged[Cdecl]<void*, int, int>*)FindFileSystem(name: null);
        files[SleepSlot] = &Sleep;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(void* files, int microseconds)
    {
        if (microseconds < 1000)
        {
            Thread.Yield();
        }
        else
        {
            Thread.Sleep(microseconds / 1000);
        }

        return microseconds;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial void* FindFileSystem(string? name);
}
