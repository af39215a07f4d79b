using System.Security.Cryptography;
using System.Text;
using ChangeManagement.Changes;
using ChangeManagement.Register;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Pages.Forms;

/// <summary>A form as it was sent.</summary>
public sealed class PostedForm(string path, IFormCollection values)
{
    /// <summary>The hidden field that tells a form from its repetition.</summary>
    public const string Once = "once";

    private const int LongestText = 20_000;
    private const int LongestKey = 64;

    /// <summary>Where it was sent to.</summary>
    public string Path { get; } = path;

    /// <summary>The names of the fields that were sent.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>What was written into a field, trimmed, with plain line ends; empty if nothing.</summary>
    /// <exception cref="BadBodyException">It is too long.</exception>
    public string Text(string name)
    {
        var text = values[name].ToString().ReplaceLineEndings("\n").Trim();
        return text.Length <= LongestText
            ? text
            : throw new BadBodyException($"'{name}' takes at most {LongestText} characters; link to long documents instead.");
    }

    /// <summary>The same, null if nothing was written.</summary>
    public string? TextOrNull(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>Everything that was ticked or chosen under a name.</summary>
    public IReadOnlyList<string> All(string name) => [.. values[name].OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0)];

    /// <summary>True if a box was ticked.</summary>
    public bool IsTicked(string name) => values[name].Count > 0;

    /// <summary>A time that was picked, which pages take as UTC; null if none was.</summary>
    /// <exception cref="BadBodyException">It is no time.</exception>
    public DateTimeOffset? Instant(string name) => TextOrNull(name) is not { } text ? null
        : DateTime.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var at)
            ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Unspecified), TimeSpan.Zero)
            : throw new BadBodyException($"'{name}' must be a date and a time, such as 2026-11-30 14:00.");

    /// <summary>The caller of what the form asks for; the same form sent twice is done once.</summary>
    internal Caller Caller(HttpContext http) => Caller(http, http.User.Actor());

    /// <summary>The same for a person who came by a link instead of signing in.</summary>
    internal Caller Caller(HttpContext http, Actor actor)
    {
        var once = Text(Once);
        return new Caller(
            actor,
            http.TraceIdentifier,
            Idempotency: once.Length is 0 or > LongestKey ? null : new IdempotencyKey($"{Path} {once}", Digest()));
    }

    private string Digest()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in values.Where(pair => !pair.Key.StartsWith("__", StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('\0').Append(value.ToString()).Append('\0');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
