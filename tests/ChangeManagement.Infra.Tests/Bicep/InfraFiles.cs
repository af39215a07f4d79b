using System.Collections.Frozen;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ChangeManagement.Infra.Bicep;

/// <summary>
/// The files of <c>infra</c>, parsed with a grammar of Bicep from npm. The compiler is not run: what only it knows, the types of
/// resources above all, is not looked at here.
/// </summary>
internal static class InfraFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 256 };
    private static readonly Lazy<FrozenDictionary<string, BicepFile>> Parsed = new(Parse);

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>The folder of the files.</summary>
    public static string Folder => Path.Combine(Root, "infra");

    /// <summary>Every Bicep file, by its path below the folder.</summary>
    public static FrozenDictionary<string, BicepFile> Files => Parsed.Value;

    /// <summary>What deploys everything.</summary>
    public static BicepFile Main => Files["main.bicep"];

    /// <summary>The modules.</summary>
    public static IEnumerable<BicepFile> Modules => Files.Values.Where(file => file.Path.StartsWith("modules/", StringComparison.Ordinal));

    /// <summary>The parameters of the environments.</summary>
    public static IEnumerable<BicepFile> Environments => Files.Values.Where(file => file.Path.EndsWith(".bicepparam", StringComparison.Ordinal));

    private static FrozenDictionary<string, BicepFile> Parse()
    {
        var here = Path.Combine(AppContext.BaseDirectory, "Bicep");
        Run(here, "npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"]);
        var files = Directory.EnumerateFiles(Folder, "*.bicep*", SearchOption.AllDirectories).ToArray();
        var trees = JsonSerializer.Deserialize<Dictionary<string, Node>>(Run(here, "node", ["parse.mjs", .. files]), Json)!;
        return trees.Select(tree => new BicepFile(Path.GetRelativePath(Folder, tree.Key), tree.Value))
            .ToFrozenDictionary(file => file.Path, StringComparer.Ordinal);
    }

    private static string Run(string folder, string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var complained = process.StandardError.ReadToEndAsync();
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{program} failed: {said} {complained.Result}");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException($"{program} is not installed: install Node.js, with which the Bicep files are read.", missing);
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
