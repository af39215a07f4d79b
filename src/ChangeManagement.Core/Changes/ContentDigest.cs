using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>
/// What an approval is bound to: SHA-256 over canonical JSON (version 1) of number, policy, class, risk with its factors, the material
/// fields, the stages and the evidence that is asked before the approval. Deadlines and directory data are left out: they move while the content stands.
/// </summary>
public static class ContentDigest
{
    /// <summary>The digest in lower-case hex.</summary>
    public static string Of(Change change, ImmutableArray<string> materialFields)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("v", 1);
            json.WriteString("number", change.Number);
            json.WriteString("policy", change.Policy.Digest);
            json.WriteString("class", change.Assessment.Class);
            json.WriteString("risk", change.Assessment.Risk.Level.ToString());
            WriteList(json, "factors", change.Assessment.Risk.Factors.Select(factor => $"{factor.Name}={factor.Value}"));
            WriteList(json, "fields", materialFields.Order(StringComparer.Ordinal).Where(change.Facts.Says)
                .Select(field => $"{field}={change.Facts[field]}"));
            WriteList(json, "stages", change.Assessment.Stages.SelectMany(stage =>
                stage.Seats.Select(seat => $"{stage.Name}/{seat.Name}:{string.Join('|', seat.Roles)}")));
            WriteList(json, "evidence", change.Answers.Where(answer => Covers(change, answer.Key))
                .Select(answer => $"{answer.Key.Name}={TextOf(answer.Value.Answer)}").Order(StringComparer.Ordinal));
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()));
    }

    /// <summary>True for evidence that must be there before the approval; what comes later is no part of what is approved.</summary>
    internal static bool Covers(Change change, RequirementKey evidence) => evidence.Kind is RequirementKind.Evidence
        && change.Requirements.Any(requirement => RequirementKey.Of(requirement) == evidence && requirement.Before <= Gate.Approve);

    /// <summary>Everything that an answer says.</summary>
    internal static string TextOf(Answer answer) => string.Join(
        '\n', [$"{answer.Result}", answer.Reference ?? "", answer.Note, .. answer.Parts.Select(part => $"{part.Key}={part.Value}")]);

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }
}
