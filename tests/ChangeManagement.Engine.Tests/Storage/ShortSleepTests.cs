using System.Runtime.InteropServices;
using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Tests.Storage;

/// <summary>Readers that meet wait for microseconds, not for whole seconds.</summary>
public sealed partial class ShortSleepTests
{
    [Fact]
    public void SqliteSleepsNoLongerThanItAsksTo()
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(Path.Combine(folder.Path, "engine.db"), new StoreOptions(), logger: null);

        Assert.Equal(3, MillisecondsSlept(3));
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_sleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial int MillisecondsSlept(int milliseconds);
}
