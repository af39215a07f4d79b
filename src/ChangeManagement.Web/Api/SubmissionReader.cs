using System.Collections.Immutable;
using System.Text.Json;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Serialization;
using ChangeManagement.Web.Hosting;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Api;

/// <summary>
/// Reads a request for a change: its envelope (<c>policy</c>, <c>requester</c>, <c>authorizations</c>, <c>follows</c>) and, for the rest, the
/// fields of its policy.
/// </summary>
internal static class SubmissionReader
{
    private const int MostAuthorizations = 20;
    private static readonly ImmutableHashSet<string> Envelope = ["policy", "requester", "authorizations", "follows"];

    /// <summary>The submission with the policy it is under, or why it cannot be read.</summary>
    public static (Submit? Request, ReadPolicy Policy) Read(RequestBody body, HttpContext http, Rulebook rulebook, ChangeDefaults defaults)
    {
        var (policy, unknown) = defaults.Choose(body.Text("policy"), http, rulebook);
        if (policy is null)
        {
            return (null, new ReadPolicy("", new Refusal.BadFields([unknown!])));
        }

        var read = new FieldReader(policy, rulebook.Systems, rulebook.Directory).Read(FieldsOf(body.Json));
        var problems = read.Errors;
        var requester = body.Text("requester");
        if (requester is not null && rulebook.Directory.Find(requester) is null)
        {
            problems = problems.Add(new FieldError("requester", $"'{requester}' is not in the directory."));
        }

        return problems.IsEmpty
            ? (new Submit(read.Facts, read.RequestedClass, requester, Authorizations(body.Json)) { Follows = body.Text("follows") }, new ReadPolicy(policy.Id, Refusal: null))
            : (null, new ReadPolicy(policy.Id, new Refusal.BadFields(problems)));
    }

    /// <summary>The body without its envelope.</summary>
    public static JsonElement FieldsOf(JsonElement body) => JsonSerializer.SerializeToElement(
        body.EnumerateObject().Where(member => !Envelope.Contains(member.Name)).ToDictionary(member => member.Name, member => member.Value));

    /// <summary>One authorization by voice.</summary>
    public static Authorize Authorization(AuthorizeBody body) => new(
        body.AuthorizedBy ?? throw new BadBodyException("'authorized_by' names the person who authorized the emergency."),
        (body.How ?? "").Trim(),
        body.AuthorizedAt,
        body.Role);

    private static ImmutableArray<Authorize> Authorizations(JsonElement body)
    {
        if (!body.TryGetProperty("authorizations", out var given))
        {
            return [];
        }

        try
        {
            var authorizations = given.Deserialize<AuthorizeBody?[]>(RequestBody.Strict) ?? [];
            if (authorizations.Length > MostAuthorizations)
            {
                throw new BadBodyException($"A request takes {MostAuthorizations} authorizations at most.");
            }

            return [.. authorizations.Select(authorization => Authorization(authorization ?? throw new JsonException()))];
        }
        catch (JsonException)
        {
            throw new BadBodyException("'authorizations' is a list of {\"authorized_by\", \"how\", \"authorized_at\", \"role\"}.");
        }
    }
}

/// <summary>The policy of a submission, empty if there is none of the name; <paramref name="Refusal"/> is null if the submission could be read.</summary>
internal sealed record ReadPolicy(string Id, Refusal? Refusal);
