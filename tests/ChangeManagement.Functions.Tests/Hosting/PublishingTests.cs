using System.Diagnostics;
using System.Runtime.CompilerServices;
using ChangeManagement.Testing;

namespace ChangeManagement.Functions.Tests.Hosting;

/// <summary>What is published runs in Azure, or is not published.</summary>
public sealed class PublishingTests
{
    [Fact]
    public async Task WithStandInsForTheOfficialPackages_TheAppIsNotPublished_AndTheMessageSaysHowItIs()
    {
        using var folder = new TemporaryFolder();
        var (exit, said) = await DotNet(
            "publish", Project(), "--no-build", "--no-restore", "-p:AzurePackages=compat", "-nodeReuse:false", "--output", folder.Path);
        Assert.True(exit != 0, said);
        Assert.Contains("Publish with -p:AzurePackages=nuget", said, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static string Project([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "ChangeManagement.Functions"));

    private static async Task<(int Exit, string Said)> DotNet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // Those of the build that runs the tests are none of this one's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said + await complained);
    }
}
