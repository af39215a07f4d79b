using System.Reflection;

namespace ChangeManagement.Policies;

/// <summary>
/// The JSON Schema of a policy file, for completion in editors (P2). It knows the keys; names that a policy declares itself are for
/// <see cref="PolicyReader"/> to check, which is stricter in every respect.
/// </summary>
public static class PublishedSchema
{
    /// <summary>The schema, draft 2020-12.</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("schemas/policy.schema.json")!);
        return reader.ReadToEnd();
    }
}
