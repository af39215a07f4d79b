using System.Text;

namespace ChangeManagement.Web.Replies;

/// <summary>
/// A mail of the corpus: first what is expected and how it arrives, then the mail as it was sent. <c>{reply}</c> and <c>{number}</c> stand for the
/// address and the change of whoever asks.
/// </summary>
internal sealed class LetterFile
{
    private const string Emil = "Emil Larsen <emil@example.com>";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Replies", "Corpus");
    private readonly Dictionary<string, string> arrives;
    private readonly Dictionary<string, string> headers;

    private LetterFile(string text)
    {
        var parts = text.Split("\n\n", 3);
        arrives = parts[0].Split('\n').Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
        RawHeaders = parts[1];
        headers = RawHeaders.Split('\n').Where(line => !line.StartsWith(' ')).Select(line => line.Split(':', 2))
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
        Body = parts[2].TrimEnd('\n');
    }

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.mail").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    /// <summary>What is expected of it.</summary>
    public string Expect => arrives["Expect"];

    /// <summary>How its form is damaged; null: not at all.</summary>
    public string? Damage => arrives.GetValueOrDefault("Form");

    /// <summary>The mail's headers as they stand in it.</summary>
    public string RawHeaders { get; }

    /// <summary>What the mail says.</summary>
    public string Body { get; }

    /// <summary>Reads one, with the address and the number filled in.</summary>
    /// <param name="sender">Who sends it in Emil's place.</param>
    public static LetterFile Read(string name, string key, string number, string sender = Emil) => new(File.ReadAllText(Path.Combine(Folder, $"{name}.mail"))
        .Replace("{reply}", $"reply+{key}@{PostOffice.Domain}", StringComparison.Ordinal)
        .Replace("{REPLY}", $"REPLY+{key}@{PostOffice.Domain}".ToUpperInvariant(), StringComparison.Ordinal)
        .Replace(Emil, sender, StringComparison.Ordinal)
        .Replace("{reply-elsewhere}", $"reply+{key}@elsewhere.example.com", StringComparison.Ordinal)
        .Replace("{number}", number, StringComparison.Ordinal));

    /// <summary>The same mail, arriving otherwise.</summary>
    public LetterFile Arriving(string how, string value)
    {
        arrives[how] = value;
        return this;
    }

    /// <summary>The form as Inbound Parse makes one of the mail.</summary>
    public InboundPost Form()
    {
        var type = headers["Content-Type"];
        var charset = type.Contains("charset=", StringComparison.Ordinal) ? type[(type.IndexOf("charset=", StringComparison.Ordinal) + 8)..] : "utf-8";
        var isHtml = type.StartsWith("text/html", StringComparison.Ordinal);
        var to = headers["To"];
        var post = new InboundPost()
            .Add("headers", RawHeaders)
            .Add("dkim", arrives.GetValueOrDefault("Dkim", "{@example.com : pass}"))
            .Add(isHtml ? "html" : "text", EncodingOf(charset).GetBytes(Body))
            .Add("from", arrives.GetValueOrDefault("Form-From", headers["From"]))
            .Add("to", to)
            .Add("cc", headers.GetValueOrDefault("Cc", ""))
            .Add("subject", headers["Subject"])
            .Add("sender_ip", "192.0.2.1")
            .Add("SPF", "pass")
            .Add("spam_score", "0.1")
            .Add("attachments", "0");
        // Whoever forges the rest is delivered all the same.
        var envelope = new { to = AddressesIn(arrives.GetValueOrDefault("Envelope-To", $"{to} {headers.GetValueOrDefault("Cc", "")}")), from = arrives.GetValueOrDefault("Return", "emil@example.com") };
        return post
            .Add("envelope", System.Text.Json.JsonSerializer.Serialize(envelope))
            .Add("charsets", System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["to"] = "UTF-8", ["from"] = "UTF-8", ["subject"] = "UTF-8", [isHtml ? "html" : "text"] = charset,
            }))
            .Damaged(Damage);
    }

    private static string[] AddressesIn(string list) =>
        [.. list.Split([' ', ',', '<', '>'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Contains('@'))];

    private static Encoding EncodingOf(string charset) => charset switch
    {
        "x-no-such-charset" or "utf-7" => Encoding.ASCII,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset),
    };
}
