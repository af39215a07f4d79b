using ChangeManagement.AzureServices.Tables;
using ChangeManagement.Web.Hosting;

namespace ChangeManagement.Server;

/// <summary>Where things are. Every setting can be given on the command line, <c>--Data:Path /var/lib/changes</c>, or in the environment.</summary>
internal sealed record ServerSettings
{
    /// <summary><c>Data:Path</c>: the folder of the register, the workflows and the keys. Default: <c>data</c> in the working folder.</summary>
    public required string DataPath { get; init; }

    /// <summary><c>Audit:KeyFile</c>: the file of the key that seals the register. Required outside Development; there it is made beside the data.</summary>
    public string? AuditKeyFile { get; init; }

    /// <summary>
    /// <c>Audit:AnchorFile</c>: the file of the register's anchors. Required outside Development, and not below the data; there it is made beside
    /// the key.
    /// </summary>
    public required string AnchorFile { get; init; }

    /// <summary><c>Anchors:…</c>: a storage account that takes the anchors instead of a file, for hosts that share a register; null: the file.</summary>
    public TableStorageSettings? Anchors { get; init; }

    /// <summary>True in Development, where samples, printed links and made-up keys are allowed.</summary>
    public required bool IsDevelopment { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartRefusedException">One is missing or not allowed here; the message says which and why.</exception>
    public static ServerSettings Read(IConfiguration settings, IHostEnvironment environment)
    {
        var dataPath = Path.GetFullPath(settings["Data:Path"] ?? "data");
        var besideTheKey = settings["Audit:KeyFile"] is { } key ? Path.GetDirectoryName(Path.GetFullPath(key))! : dataPath;
        var read = new ServerSettings
        {
            DataPath = dataPath,
            AuditKeyFile = settings["Audit:KeyFile"],
            AnchorFile = settings["Audit:AnchorFile"] is { } anchors ? Path.GetFullPath(anchors)
                : environment.IsDevelopment() ? Path.Combine(besideTheKey, "anchors.jsonl")
                : "",
            Anchors = TableStorageSettings.Read(settings, "Anchors"),
            IsDevelopment = environment.IsDevelopment(),
        };
        return !read.IsDevelopment && read.FirstProblem() is { } problem
            ? throw new StartRefusedException(problem)
            : read;
    }

    private string? FirstProblem() =>
        AuditKeyFile is null ? "Audit:KeyFile is not set. Make a key with 'openssl rand -hex 32', keep it apart from the data, and name its file."
        : Anchors is not null ? null
        : AnchorFile.Length == 0 ? "Audit:AnchorFile is not set. Name a file apart from the data, append-only at best; it shows what was cut off the register."
        : AnchorFile.StartsWith(Path.TrimEndingDirectorySeparator(DataPath) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? "Audit:AnchorFile lies below Data:Path, where whoever cuts off the register cuts it off too; name a file apart from the data."
        : null;
}
