using ChangeManagement.Policies;
using ChangeManagement.Sample;

namespace ChangeManagement.Testing.Hosting;

/// <summary>A folder of an operator with an organisation and policies of its own, which a test edits while the product runs.</summary>
public sealed class OperatorFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("change-management-operator-");

    /// <summary>Begins as the sample organisation and no policy.</summary>
    public OperatorFolder()
    {
        Directory.CreateDirectory(Policies);
        Directory.CreateDirectory(Organisation);
        foreach (var file in SampleOrganisation.Files)
        {
            File.WriteAllText(Path.Combine(Organisation, Path.GetFileName(file.Name)), file.Text);
        }
    }

    /// <summary>The folder of the policies.</summary>
    public string Policies => Path.Combine(root.FullName, "policies");

    /// <summary>The folder of the directory and the systems.</summary>
    public string Organisation => Path.Combine(root.FullName, "organisation");

    /// <summary>The settings that name the folders.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Policies:Path"] = Policies,
        ["Organisation:Path"] = Organisation,
    };

    /// <summary>Writes a shipped policy as the operator's own, edited.</summary>
    public void Override(string policy, string from, string to) =>
        Write($"{policy}.yaml", Edited(Shipped.Policy(policy).Text, from, to));

    /// <summary>Writes a file of the policies.</summary>
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Policies, name), text);

    /// <summary>Moves the folder of the policies away, as a mount that is lost does.</summary>
    public void Lose() => Directory.Move(Policies, Policies + "-lost");

    /// <summary>Removes a file of the policies.</summary>
    public void Remove(string name) => File.Delete(Path.Combine(Policies, name));

    /// <summary>Edits the directory.</summary>
    public void EditDirectory(string from, string to)
    {
        var file = Path.Combine(Organisation, Rulebook.DirectoryFile);
        File.WriteAllText(file, Edited(File.ReadAllText(file), from, to));
    }

    /// <inheritdoc/>
    public void Dispose() => root.Delete(recursive: true);

    private static string Edited(string text, string from, string to) => text.Contains(from, StringComparison.Ordinal)
        ? text.Replace(from, to, StringComparison.Ordinal)
        : throw new InvalidOperationException($"The file does not hold '{from}'.");
}
