using System.Diagnostics;
using ChangeManagement.Infra.Bicep;

namespace ChangeManagement.Infra.Deploying;

/// <summary>
/// Runs <c>deploy.sh</c> with stand-ins for every tool that reaches out. What it would have done to Azure lies in a folder; what Azure would
/// have made of it is not known here.
/// </summary>
internal sealed class Deployment : IDisposable
{
    // Of the system; everything else that the script calls has to be a stand-in.
    private static readonly string[] SystemTools =
    [
        "basename", "bash", "cat", "cp", "cut", "dirname", "env", "find", "grep", "ls", "mkdir", "mktemp", "openssl", "rm", "seq", "sha256sum", "sort", "touch",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("change-management-deploy-");

    public Deployment()
    {
        foreach (var name in new[] { "tools", "state/secrets", "state/blobs", "state/sources", "organisation" })
        {
            folder.CreateSubdirectory(name);
        }

        foreach (var tool in SystemTools)
        {
            File.CreateSymbolicLink(Tool(tool), Found(tool));
        }

        foreach (var tool in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Deploying", "Tools")))
        {
            File.Copy(tool, Tool(Path.GetFileName(tool)));
        }

        File.WriteAllText(Path.Combine(folder.FullName, "organisation", "directory.yaml"), "people: []");
        File.WriteAllText(Path.Combine(folder.FullName, "organisation", "systems.yaml"), "systems: []");
        Write("candidate", "next");
        Write("strategy", "Recreate");
        Sources("version one");
    }

    /// <summary>What was called so far, a line each.</summary>
    public string[] Calls => File.Exists(State("calls")) ? File.ReadAllLines(State("calls")) : [];

    /// <summary>The secrets of the vault.</summary>
    public IEnumerable<string> Secrets => Directory.EnumerateFiles(State("secrets")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>What Azure holds: a file of the state.</summary>
    public string Read(string name) => File.ReadAllText(State(name));

    /// <summary>True if there is such a file.</summary>
    public bool Has(string name) => File.Exists(State(name));

    /// <summary>Says what Azure holds.</summary>
    public void Write(string name, string text) => File.WriteAllText(State(name), text);

    /// <summary>What the next build makes.</summary>
    public void Sources(string text, string file = "ChangeManagement.Functions.dll") => Write(Path.Combine("sources", file), text + "\n");

    /// <summary>Takes a tool away.</summary>
    public void Lacks(string tool) => File.Delete(Tool(tool));

    /// <summary>Forgets what was called.</summary>
    public void ForgetCalls() => File.Delete(State("calls"));

    /// <summary>Deploys to the environment <c>test</c>.</summary>
    public async Task<(int Exit, string Said)> Run(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(
            Tool("bash"), [Path.Combine(InfraFiles.Folder, "deploy.sh"), "test", "--group", "changes", "--organisation", Path.Combine(folder.FullName, "organisation")])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Path.Combine(folder.FullName, "tools");
        start.Environment["STATE"] = State("");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (out_, said) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said + await out_);
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private static string Found(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(place => Path.Combine(place, tool)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{tool} is not installed: deploy.sh needs it.");

    private string Tool(string name) => Path.Combine(folder.FullName, "tools", name);

    private string State(string name) => Path.Combine(folder.FullName, "state", name);
}
