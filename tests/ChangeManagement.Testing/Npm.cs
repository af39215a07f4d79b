using System.Diagnostics;
using System.Security.Cryptography;

namespace ChangeManagement.Testing;

/// <summary>Packages of npm that tests run, installed once a machine.</summary>
public static class Npm
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Installs what a <c>package.json</c> names, pinned, and copies the other files of its folder beside it.</summary>
    /// <returns>The folder that holds <c>node_modules</c>; another for every content of the package file.</returns>
    /// <exception cref="InvalidOperationException">npm is missing or failed; the message says what to install or what it said.</exception>
    public static async Task<string> Install(string from)
    {
        var manifest = await File.ReadAllTextAsync(Path.Combine(from, "package.json"));
        var name = $"{Path.GetFileName(from).ToLowerInvariant()}-{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(manifest)))[..12]}";
        var cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "change-management-tests");
        var folder = Directory.CreateDirectory(Path.Combine(cache, name)).FullName;
        var done = Path.Combine(folder, "installed");
        await using (await Lock(folder + ".lock"))
        {
            if (!File.Exists(done))
            {
                File.Copy(Path.Combine(from, "package.json"), Path.Combine(folder, "package.json"), overwrite: true);
                await Run(folder);
                await File.WriteAllTextAsync(done, "");
            }
        }

        return folder;
    }

    private static async Task<FileStream> Lock(string file)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another process installs.
                await Task.Delay(BetweenLooks);
            }
        }
    }

    private static async Task Run(string folder)
    {
        using var npm = Start(folder);
        var (said, complained) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm could not install the packages of {folder}/package.json: {await said} {await complained}");
        }
    }

    private static Process Start(string folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"])
            {
                UseShellExecute = false,
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException("These tests run npm packages. Install Node.js 20 or newer, with npm, and see that both are on the PATH.", missing);
        }
    }
}
