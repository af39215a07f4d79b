using System.Text;

namespace ChangeManagement.Web.Replies;

/// <summary>The multipart form that Inbound Parse posts, byte by byte, so that it can be broken.</summary>
internal sealed class InboundPost
{
    private const string Boundary = "xYzZY";
    private readonly List<(string Name, string More, byte[] Value)> fields = [];
    private Func<byte[], byte[]> damage = body => body;

    /// <summary>The header that says what it is.</summary>
    public string ContentType { get; private set; } = $"multipart/form-data; boundary={Boundary}";

    /// <summary>Adds a field.</summary>
    public InboundPost Add(string name, string value) => Add(name, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a field.</summary>
    public InboundPost Add(string name, byte[] value, string more = "")
    {
        fields.Add((name, more, value));
        return this;
    }

    /// <summary>The body.</summary>
    public byte[] Bytes()
    {
        using var body = new MemoryStream();
        foreach (var (name, more, value) in fields)
        {
            body.Write(Encoding.UTF8.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n"));
            body.Write(value);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"));
        return damage(body.ToArray());
    }

    /// <summary>Breaks it in a way that has a name; null: not at all.</summary>
    public InboundPost Damaged(string? how)
    {
        switch (how)
        {
            case null: return this;
            case "no-boundary": return Typed("multipart/form-data");
            case "json": return Typed("application/json");
            case "cut-off": return Spoilt(body => body[..(body.Length / 2)]);
            case "empty": return Spoilt(_ => []);
            case "noise": return Spoilt(body => [.. body.Select((value, at) => (byte)(value ^ (at * 31)))]);
            case "no-envelope": return Without("envelope");
            case "bad-envelope": return Without("envelope").Add("envelope", "to=[reply]");
            case "odd-envelope": return Without("envelope").Add("envelope", """{"to":"reply","from":7}""");
            case "bad-charsets": return Without("charsets").Add("charsets", "[utf-8");
            case "text-twice": return Add("text", "reject because there are two");
            case "from-twice": return Add("from", "Eve <eve@evil.test>");
            case "many-fields": return Enumerable.Range(0, 1000).Aggregate(this, (post, at) => post.Add($"x{at}", "x"));
            case "huge": return Add("attachment1", new byte[11 << 20], "; filename=\"big.bin\"");
            case "huge-header": return Add("x", [], $"; filename=\"{new string('x', 1 << 20)}\"");
            case "attachments": return Add("attachment1", [0, 13, 10, 45, 45, 255], "; filename=\"a.bin\"").Add("attachment2", new byte[1 << 20], "; filename=\"text\"");
            case "huge-quote":
                var text = fields.Single(field => field.Name == "text");
                return Without("text").Add("text", [.. text.Value, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("> approve\n", 300_000)))]);
            default: throw new ArgumentOutOfRangeException(nameof(how), how, "No such damage.");
        }
    }

    private InboundPost Typed(string contentType)
    {
        ContentType = contentType;
        return this;
    }

    private InboundPost Spoilt(Func<byte[], byte[]> how)
    {
        damage = how;
        return this;
    }

    private InboundPost Without(string name)
    {
        fields.RemoveAll(field => field.Name == name);
        return this;
    }
}
