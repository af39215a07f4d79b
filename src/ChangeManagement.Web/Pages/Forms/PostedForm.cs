using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Pages.Forms;

/// <summary>A form as it was sent.</summary>
/// <param name="clock">The clock of whoever filled it in.</param>
public sealed class PostedForm(string path, IFormCollection values, LocalClock clock)
{
    /// <summary>The hidden field that tells a form from its repetition.</summary>
    public const string Once = "once";

    /// <summary>The hidden field with the version of the change that an amendment was made from.</summary>
    public const string Version = "version";

    private const int LongestKey = 64;

    // What browsers send of a picked time, and what people write.
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF", "yyyy-MM-dd HH:mm"];

    /// <summary>Where it was sent to.</summary>
    public string Path { get; } = path;

    /// <summary>What was wrong with which field.</summary>
    public ImmutableArray<FieldError> Errors { get; private init; } = [];

    /// <summary>The same form with what was wrong with its fields, to be shown again.</summary>
    public PostedForm With(ImmutableArray<FieldError> errors) => new(Path, values, clock) { Errors = errors };

    /// <summary>What was wrong with a field; null: nothing, as far as is known.</summary>
    public string? ErrorOf(string name) => Errors.FirstOrDefault(error => error.Field == name)?.Message;

    /// <summary>The names of the fields that were sent.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>What was written into a field, trimmed, with plain line ends; empty if nothing.</summary>
    /// <exception cref="BadBodyException">It is no text that can be kept.</exception>
    public string Text(string name) => Accepted(name, values[name].ToString());

    /// <summary>The same, null if nothing was written.</summary>
    public string? TextOrNull(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>What was written into a field as it is shown again after a refusal, whatever it holds.</summary>
    public string Written(string name) => string.Concat(values[name].ToString().Take(TextRules.Longest).Where(letter => !char.IsControl(letter) || letter is '\n' or '\t'));

    /// <summary>What was ticked or chosen under a name, as it is shown again.</summary>
    public IReadOnlyList<string> Ticked(string name) => [.. values[name].OfType<string>()];

    /// <summary>Everything that was ticked or chosen under a name.</summary>
    public IReadOnlyList<string> All(string name) => [.. values[name].OfType<string>().Select(value => Accepted(name, value)).Where(value => value.Length > 0)];

    /// <summary>True if a box was ticked.</summary>
    public bool IsTicked(string name) => values[name].Count > 0;

    /// <summary>A time that was picked, in the zone of whoever picked it; null if none was.</summary>
    /// <exception cref="BadBodyException">It is no time.</exception>
    public DateTimeOffset? Instant(string name) => TextOrNull(name) is not { } text ? null
        : DateTime.TryParseExact(
            text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? clock.Read(local)
            : throw new BadBodyException([new FieldError(name, $"'{name}' must be a date and a time in {clock.Zone}, such as 2026-11-30 14:00.")]);

    /// <summary>The version of the change that the form was made from; null: it does not say.</summary>
    public long? SeenVersion => long.TryParse(Text(Version), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

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

    private static string Accepted(string name, string said)
    {
        var text = said.ReplaceLineEndings("\n").Trim();
        return TextRules.Objection(text) is { } objection ? throw new BadBodyException([new FieldError(name, $"'{name}' {objection}.")]) : text;
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
