using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using ChangeManagement.Web.Api;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ChangeManagement.Web.Replies;

/// <summary>
/// Reads the form in which Inbound Parse posts a mail. Its fields are in the charsets of the mail, which one of them names; attachments are
/// passed over.
/// </summary>
internal static class InboundForm
{
    private const int MostFields = 200;
    private const int LongestField = 4 << 20;
    private const int LongestBoundary = 200;

    private static readonly ImmutableHashSet<string> Wanted =
        ImmutableHashSet.Create(StringComparer.Ordinal, "headers", "text", "html", "from", "to", "cc", "subject", "envelope", "dkim", "charsets");

    /// <summary>Reads a form.</summary>
    /// <exception cref="BadBodyException">It is no such form.</exception>
    public static async Task<InboundMail> Read(string contentType, byte[] body, CancellationToken cancellation)
    {
        Dictionary<string, byte[]> fields;
        try
        {
            fields = await Fields(BoundaryOf(contentType), body, cancellation);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw new BadBodyException("The form is cut off or broken.");
        }

        var charsets = Object(Text("charsets"), "charsets");
        var envelope = Object(Text("envelope"), "envelope");
        var text = In(charsets, "text");
        return new InboundMail(
            In(charsets, "from"),
            $"{In(charsets, "to")}, {In(charsets, "cc")}",
            envelope.TryGetProperty("from", out var from) && from.ValueKind is JsonValueKind.String ? from.GetString()! : "",
            envelope.TryGetProperty("to", out var to) && to.ValueKind is JsonValueKind.Array
                ? [.. to.EnumerateArray().Where(each => each.ValueKind is JsonValueKind.String).Select(each => each.GetString()!)]
                : throw new BadBodyException("'envelope' does not say to whom the mail went."),
            In(charsets, "subject"),
            MailHeaders.Parse(Text("headers")),
            Text("dkim"),
            text.Length > 0 || In(charsets, "html") is not { Length: > 0 } html ? text : HtmlText.Of(html));

        string Text(string name) => Encoding.UTF8.GetString(fields.GetValueOrDefault(name, []));

        string In(JsonElement named, string name) => Charset(named, name).GetString(fields.GetValueOrDefault(name, []));
    }

    /// <summary>Unknown charsets are read as UTF-8: the letters of plain English survive that, and nothing else is taken for a decision.</summary>
    private static Encoding Charset(JsonElement charsets, string field)
    {
        var name = charsets.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "utf-8";
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }

    private static JsonElement Object(string json, string field)
    {
        try
        {
            return JsonDocument.Parse(json.Length == 0 ? "{}" : json).RootElement is { ValueKind: JsonValueKind.Object } found ? found : throw Bad();
        }
        catch (JsonException)
        {
            throw Bad();
        }

        BadBodyException Bad() => new($"'{field}' is no JSON object.");
    }

    private static string BoundaryOf(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= LongestBoundary } boundary
            ? boundary
            : throw new BadBodyException("The body must be multipart/form-data, as Inbound Parse posts it.");

    private static async Task<Dictionary<string, byte[]>> Fields(string boundary, byte[] body, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var stream = new MemoryStream(body, writable: false);
        var reader = new MultipartReader(boundary, stream);
        for (var count = 0; await reader.ReadNextSectionAsync(cancellation) is { } section; count++)
        {
            if (count >= MostFields)
            {
                throw new BadBodyException($"The form has more than {MostFields} fields.");
            }

            if (IsWanted(section, out var name))
            {
                using var bytes = new MemoryStream();
                await section.Body.CopyToAsync(bytes, cancellation);
                // Two of a kind are two opinions about the same mail.
                if (!fields.TryAdd(name, bytes.ToArray()) || bytes.Length > LongestField)
                {
                    throw new BadBodyException($"'{name}' is there twice, or too long.");
                }
            }
        }

        return fields;
    }

    private static bool IsWanted(MultipartSection section, [NotNullWhen(true)] out string? name)
    {
        name = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && disposition.IsFormDisposition()
            ? HeaderUtilities.RemoveQuotes(disposition.Name).Value
            : null;
        return name is not null && Wanted.Contains(name);
    }
}
