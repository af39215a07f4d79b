using System.Collections.Immutable;

namespace ChangeManagement.Web.Replies;

/// <summary>The headers of a mail, each on one line.</summary>
public sealed class MailHeaders
{
    private readonly ImmutableArray<(string Name, string Value)> fields;

    private MailHeaders(ImmutableArray<(string Name, string Value)> fields) => this.fields = fields;

    /// <summary>Reads them as they stand in the mail, folded lines and all; what is no header is left out.</summary>
    public static MailHeaders Parse(string raw)
    {
        var unfolded = raw.ReplaceLineEndings("\n").Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal);
        return new MailHeaders(
        [
            .. from line in unfolded.Split('\n')
               let colon = line.IndexOf(':')
               where colon > 0 && !line[..colon].Contains(' ')
               select (line[..colon], line[(colon + 1)..].Trim()),
        ]);
    }

    /// <summary>Every value of a header, in order.</summary>
    public IEnumerable<string> All(string name) =>
        fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    /// <summary>The first value of a header; empty if there is none.</summary>
    public string First(string name) => All(name).FirstOrDefault("");
}
