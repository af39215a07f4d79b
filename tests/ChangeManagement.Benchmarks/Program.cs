using System.Globalization;
using ChangeManagement.Benchmarks;

// dotnet run -c Release --project tests/ChangeManagement.Benchmarks -- lifecycle [changes] [callers]
if (args is not ["lifecycle", ..])
{
    Console.Error.WriteLine("Name a benchmark: lifecycle [changes, 2000 if not given] [callers, 32 if not given].");
    return 1;
}

var changes = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2000;
var callers = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 32;
var result = await Lifecycle.Run(changes, callers);
Console.WriteLine(result);
var file = Path.Combine("tests", "ChangeManagement.Benchmarks", "Results", "lifecycle.md");
if (Directory.Exists(Path.GetDirectoryName(file)))
{
    await File.WriteAllTextAsync(file, result);
}

return 0;
