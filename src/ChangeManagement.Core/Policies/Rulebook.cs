using System.Collections.Immutable;
using ChangeManagement.Organisation;
using ChangeManagement.Policies.Conditions;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Policies;

/// <summary>What came of loading files.</summary>
/// <param name="Rulebook">What they hold together; null if there are errors.</param>
/// <param name="Errors">Every error of every file; empty if there is a rulebook.</param>
public sealed record RulebookLoading(Rulebook? Rulebook, ImmutableArray<FileError> Errors);

/// <summary>The policies, the people who fill their roles and the systems that changes touch, validated together (P1, P2).</summary>
/// <param name="Directory">The people.</param>
/// <param name="Systems">The systems.</param>
/// <param name="Policies">The policies by id.</param>
public sealed record Rulebook(PeopleDirectory Directory, Systems Systems, ImmutableSortedDictionary<string, Policy> Policies)
{
    /// <summary>The name that makes a file the directory, in whatever folder.</summary>
    public const string DirectoryFile = "directory.yaml";

    /// <summary>The name that makes a file the systems file, in whatever folder.</summary>
    public const string SystemsFile = "systems.yaml";

    /// <summary>The policy in force, or null if there is none of that id.</summary>
    public Policy? Find(string id) => Policies.GetValueOrDefault(id);

    /// <summary>
    /// The policy of a request (decision 6): the one that it names, else the default of the caller's token, else that of the server.
    /// An unknown name is an error wherever it comes from, never a reason to try the next.
    /// </summary>
    public (Policy? Policy, FieldError? Error) Choose(string? requested, string? defaultOfCaller, string defaultOfServer)
    {
        var id = requested ?? defaultOfCaller ?? defaultOfServer;
        return Find(id) is { } policy
            ? (policy, null)
            : (null, new FieldError("policy", Nearest.Sentence($"Unknown policy '{id}'{Nearest.Hint(id, Policies.Keys)}")));
    }

    /// <summary>
    /// Loads a directory, a systems file and policies. Where two files declare the same policy, or there are two directories, the later
    /// one counts: an operator's files come after those that ship.
    /// </summary>
    public static RulebookLoading Load(IEnumerable<SourceFile> files)
    {
        var all = files.ToArray();
        var errors = new List<FileError>();
        var directory = Last(all, DirectoryFile) is { } people
            ? Read(people, DirectoryReader.Read, PeopleDirectory.Empty, errors)
            : Missing(errors);
        var systems = Last(all, SystemsFile) is { } systemsFile
            ? Read(systemsFile, root => SystemsReader.Read(root, [.. directory.People.Keys]), Systems.None, errors)
            : Systems.None;
        var policies = ImmutableSortedDictionary.CreateBuilder<string, Policy>(StringComparer.Ordinal);
        var origins = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in all.Where(file => !Is(file, DirectoryFile) && !Is(file, SystemsFile)))
        {
            var reading = PolicyReader.Read(file.Name, file.Text);
            errors.AddRange(reading.Errors);
            if (reading.Policy is { } policy)
            {
                policies[policy.Id] = policy;
                origins[policy.Id] = file.Name;
            }
        }

        errors.AddRange(policies.Values.SelectMany(policy => Vacancies(policy, origins[policy.Id], directory)));
        return errors.Count > 0
            ? new RulebookLoading(null, [.. errors])
            : new RulebookLoading(new Rulebook(directory, systems, policies.ToImmutable()), []);
    }

    private static SourceFile? Last(SourceFile[] files, string name) => files.LastOrDefault(file => Is(file, name));

    private static bool Is(SourceFile file, string name) => file.Name == name || file.Name.EndsWith($"/{name}", StringComparison.Ordinal);

    private static PeopleDirectory Missing(List<FileError> errors)
    {
        errors.Add(new FileError(DirectoryFile, 1, 1, "the directory is missing: it says who holds the roles of the policies"));
        return PeopleDirectory.Empty;
    }

    private static T Read<T>(SourceFile file, Func<YamlNode, T> read, T otherwise, List<FileError> errors)
    {
        var problems = new Problems(file.Name);
        var root = YamlComposer.Compose(file.Text, problems);
        var value = root is null ? otherwise : read(root);
        errors.AddRange(problems.InOrder());
        return value;
    }

    private static IEnumerable<FileError> Vacancies(Policy policy, string file, PeopleDirectory directory)
    {
        foreach (var role in policy.Roles.Values.Where(role => !Role.BuiltIn.Contains(role.Name)))
        {
            if (!directory.Roles.TryGetValue(role.Name, out var holding) || !directory.Appointable(holding).Any())
            {
                yield return At(role, $"nobody holds the role '{role.Name}' in {DirectoryFile}{Hint(role.Name, directory)}");
            }
            else if (role.NeedsDeputy && directory.Appointable(holding).Count() == 1 && !directory.HasDeputy(holding))
            {
                yield return At(
                    role,
                    $"one person alone holds the role '{role.Name}'; give it a deputy in {DirectoryFile}, for nobody approves their own change");
            }
        }

        FileError At(Role role, string message) => new(file, role.Line, role.Column, message);
    }

    private static string Hint(string role, PeopleDirectory directory) =>
        Nearest.Find(role, directory.Roles.Keys) is { } nearest ? $"; did you mean '{nearest}'?" : "";
}
