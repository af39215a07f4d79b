namespace ChangeManagement.Benchmarks.Engines;

/// <summary>A PostgreSQL of its own, as Debian installs it, with its defaults: <c>fsync</c> and <c>synchronous_commit</c> are on.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly string folder;
    private readonly Func<string, string[], Task<string>> run;

    private Postgres(string folder, int port, Func<string, string[], Task<string>> run)
    {
        this.folder = folder;
        this.run = run;
        Url = $"postgresql://postgres@127.0.0.1:{port}/benchmark";
    }

    /// <summary>Where it is reached.</summary>
    public string Url { get; }

    /// <summary>Makes a database in a new folder and starts it.</summary>
    public static async Task<Postgres> Start(string folder)
    {
        var programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).LastOrDefault()
            ?? throw new InvalidOperationException("Install PostgreSQL first: apt-get install postgresql.");
        var port = Peer.FreePort();
        Directory.CreateDirectory(folder);
        // It refuses to run as root, and its files must belong to who runs it.
        if (Environment.UserName == "root")
        {
            await Peer.Run("chown", ["postgres", folder], folder);
            await Peer.Run("chmod", ["o+rx", Path.GetDirectoryName(folder)!], folder);
        }

        Task<string> Run(string program, string[] arguments) => Environment.UserName == "root"
            ? Peer.Run("runuser", ["-u", "postgres", "--", Path.Combine(programs, "bin", program), .. arguments], "/")
            : Peer.Run(Path.Combine(programs, "bin", program), arguments, "/");

        var database = new Postgres(folder, port, Run);
        await Run("initdb", ["-D", folder, "-A", "trust", "-U", "postgres"]);
        await Run("pg_ctl", ["-D", folder, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-p {port} -c listen_addresses=127.0.0.1 -k {folder}", "start"]);
        await Run("createdb", ["-h", "127.0.0.1", "-p", $"{port}", "-U", "postgres", "benchmark"]);
        return database;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await run("pg_ctl", ["-D", folder, "-m", "immediate", "stop"]);
}
