using System.Globalization;
using ChangeManagement.Benchmarks;
using ChangeManagement.Benchmarks.Engines;

// dotnet run -c Release --project tests/ChangeManagement.Benchmarks -- <benchmark>
switch (args)
{
    case ["lifecycle", ..]:
        await Report("lifecycle", await Lifecycle.Run(Number(1, orElse: 2000), Number(2, orElse: 32)));
        return 0;
    case ["engine"]:
        var temporary = Directory.CreateTempSubdirectory("change-management-benchmark-");
        var waiting = await Waiting.Run(temporary.FullName);
        var histories = await GrowingHistory.Run(temporary.FullName);
        var engines = await BesidePeers.Run(Path.Combine(AppContext.BaseDirectory, "Peers"), temporary.FullName);
        await Report("engine", EngineReport.ToMarkdown(engines, waiting, histories));
        temporary.Delete(recursive: true);
        return 0;
    case ["engine", "alone"]:
        var own = Directory.CreateTempSubdirectory("change-management-benchmark-");
        foreach (var (name, figures) in await BesidePeers.RunOwn(own.FullName))
        {
            Console.WriteLine($"{name}: {string.Join("; ", figures)}");
        }

        own.Delete(recursive: true);
        return 0;
    case ["serve-engine", var address, var file]:
        await EngineServer.Run(address, file);
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "Name a benchmark: lifecycle [changes, 2000 if not given] [callers, 32 if not given], or engine [alone, for a profile].");
        return 1;
}

int Number(int position, int orElse) => args.Length > position ? int.Parse(args[position], CultureInfo.InvariantCulture) : orElse;

// Written to the results when run from the root of the repository.
static async Task Report(string name, string text)
{
    Console.WriteLine(text);
    var folder = Path.Combine("tests", "ChangeManagement.Benchmarks", "Results");
    if (Directory.Exists(folder))
    {
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.md"), text);
    }
}
