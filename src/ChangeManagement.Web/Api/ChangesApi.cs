using System.Collections.Immutable;
using System.Text.Json;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Hosting;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Api;

/// <summary>The change requests of 001's API, extended in the same style.</summary>
internal static class ChangesApi
{
    private static readonly ImmutableHashSet<string> OfCompletion = ["status", "reason", "severity", "notes"];

    private const int MostPerPage = 200;

    /// <summary>Maps <c>/api/v1/change-management/change-requests</c>.</summary>
    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        var changes = routes.MapGroup("/api/v1/change-management/change-requests");
        changes.MapPost("/", Create).RequireScope(Scopes.Write);
        changes.MapGet("/", List).RequireScope(Scopes.Read);
        changes.MapPost("/preview", Preview).RequireScope(Scopes.Read).Limited(RateLimits.Previews);
        changes.MapGet("/{number}", Get).RequireScope(Scopes.Read);
        changes.MapGet("/{number}/history", History).RequireScope(Scopes.Read);
        changes.MapPatch("/{number}", Amend).RequireScope(CommandScopes.Of<Amend>());

        changes.MapPost("/{number}/approve", Approve).RequireScope(CommandScopes.Of<Approve>());
        changes.MapPost("/{number}/authorize", Authorize).RequireScope(CommandScopes.Of<Authorize>());
        changes.MapPost("/{number}/contest", Contest).RequireScope(CommandScopes.Of<Contest>());
        changes.MapCommand<DelegateBody, PassOn>("delegate", body => new PassOn(
            Stage(body.Stage), (body.To ?? "").Trim(), (body.Reason ?? "").Trim(), body.Role));
        changes.MapCommand<RetractBody, Retract>("retract", body => new Retract(Stage(body.Stage)));
        changes.MapCommand<QuestionBody, Ask>("questions", body => new Ask(Stage(body.Stage), (body.Text ?? "").Trim()));
        changes.MapPost("/{number}/questions/{question:int}/answer", AnswerQuestion).RequireScope(CommandScopes.Of<AnswerQuestion>());
        changes.MapPost("/{number}/implement", Implement).RequireScope(CommandScopes.Of<Implement>());
        changes.MapPost("/{number}/complete", Complete).RequireScope(CommandScopes.Of<Complete>());
        changes.MapPost("/{number}/follow-up", FollowUp).RequireScope(Scopes.Write);
        changes.MapPost("/{number}/close", Close).RequireScope(CommandScopes.Of<Close>());

        changes.MapAnswers("review", RequirementKind.Criterion);
        changes.MapAnswers("tests", RequirementKind.Test);
        changes.MapAnswers("checklist", RequirementKind.Check);
        changes.MapAnswers("evidence", RequirementKind.Evidence);
        changes.MapAnswers("verify", RequirementKind.Verification);
        changes.MapAnswers("document", RequirementKind.Documentation);
        changes.MapAnswers("post-implementation-review", RequirementKind.Review);
        changes.MapAnswers("duties", RequirementKind.Duty);

        changes.MapCommand<ReasonBody, Withdraw>("withdraw", body => new Withdraw(body.Reason ?? ""));
        changes.MapCommand<ReasonBody, Hold>("hold", body => new Hold(body.Reason ?? ""));
        changes.MapCommand<EmptyBody, Resume>("resume", _ => new Resume());
        changes.MapCommand<ProblemBody, ReportProblem>("problems", body => new ReportProblem(
            Words.Severity(body.Severity), body.Description ?? "", body.Trigger, body.Incident));
        changes.MapCommand<RollbackBody, DecideRollback>("rollback", body => new DecideRollback(Words.RollBack(body.Decision), body.Reason ?? ""));
        changes.MapCommand<RolledBackBody, CompleteRollback>("rollback/complete", body => new CompleteRollback(body.Record ?? Answer.NoParts));
    }

    private static async Task<IResult> Create(HttpContext http, ChangeDesk desk, RulebookShelf shelf, ChangeDefaults defaults, TimeProvider time) =>
        await Submit(await http.ReadBody(), http, desk, shelf, defaults, time);

    private static async Task<IResult> FollowUp(
        string number, HttpContext http, ChangeDesk desk, RulebookShelf shelf, ChangeDefaults defaults, TimeProvider time)
    {
        var body = await http.ReadBody();
        return ChangeIndex.IsNumber(number) && await desk.Find(number, http.RequestAborted) is { } followed
            ? await Submit(body with { Json = FollowUps.Of(followed, body.Json) }, http, desk, shelf, defaults, time)
            : Problems.NotFound($"Change '{number}'");
    }

    private static async Task<IResult> Submit(
        RequestBody body, HttpContext http, ChangeDesk desk, RulebookShelf shelf, ChangeDefaults defaults, TimeProvider time)
    {
        var (request, policy) = SubmissionReader.Read(body, http, shelf.Current, defaults);
        return request is null ? Problems.Of(policy.Refusal!)
            : !CommandScopes.Allow(http.User, request) ? Problems.MissingScope()
            : await http.Answer(
                await desk.Submit(request, policy.Id, http.Caller(body) with { ExpectedVersion = null }, time.GetUtcNow(), http.RequestAborted),
                Answers.Created,
                StatusCodes.Status201Created);
    }

    private static async Task<IResult> Preview(
        HttpContext http, RulebookShelf shelf, ChangeDefaults defaults, ChangeDesk desk, HarmlessCalls calls, TimeProvider time)
    {
        var body = await http.ReadBody();
        var caller = http.Caller(body);
        if (!await calls.Remember(caller, time.GetUtcNow(), http.RequestAborted))
        {
            return Problems.KeyReused(caller.Idempotency!.Key);
        }

        var named = body.Text("policy");
        IEnumerable<Policy> previewed = shelf.Current.Policies.Values;
        if (named != "all")
        {
            var (policy, unknown) = defaults.Choose(named, http, shelf.Current);
            if (policy is null)
            {
                return Problems.Of(new Refusal.BadFields([unknown!]));
            }

            previewed = [policy];
        }

        var now = time.GetUtcNow();
        var standing = await desk.StandingAt(now, http.RequestAborted);
        object[] previews = [.. previewed.Select(policy => PreviewMaker.Make(policy, body, http.User.Actor(), shelf.Current, standing, now))];
        return ApiJson.Answer(named == "all" ? new { Previews = previews } : previews[0]);
    }

    private static async Task<IResult> List(HttpContext http, ChangeIndex index, string? after, int? limit)
    {
        var query = http.Request.Query;
        var filter = new ChangeFilter(
            Of("state"), Of("policy"), Of("class"), Of("risk"), Of("system"), Of("requester"), Of("month"), Of("text"));
        if (filter.State is { } state && !ChangeState.Names.Contains(state))
        {
            return Problems.BadBody($"'{state}' is no state; use one of: {string.Join(", ", ChangeState.Names)}.");
        }

        if (after is not null && !ChangeIndex.IsNumber(after))
        {
            return Problems.BadBody("'after' takes the 'next' of the page before.");
        }

        var page = await index.List(filter, after, Math.Clamp(limit ?? 50, 1, MostPerPage), http.RequestAborted);
        return ApiJson.Answer(new { ChangeRequests = page.Changes, page.Next });

        string? Of(string name) => query[name].ToString() is { Length: > 0 } value ? value : null;
    }

    private static async Task<IResult> Get(string number, HttpContext http, ChangeDesk desk, PolicyArchive policies)
    {
        if (!ChangeIndex.IsNumber(number) || await desk.Find(number, http.RequestAborted) is not { } change)
        {
            return Problems.NotFound($"Change '{number}'");
        }

        http.Response.Headers.ETag = $"\"{change.Version}\"";
        return ApiJson.Answer(Answers.Whole(change, await policies.Get(change.Policy, http.RequestAborted)));
    }

    private static async Task<IResult> History(string number, HttpContext http, ChangeDesk desk, ChangeStreams streams) =>
        ChangeIndex.IsNumber(number) && await desk.Find(number, http.RequestAborted) is { } change
            ? ApiJson.Answer(Answers.History(change, await streams.History(number, 1, http.RequestAborted)))
            : Problems.NotFound($"Change '{number}'");

    private static async Task<IResult> Amend(string number, HttpContext http, ChangeDesk desk, RulebookShelf shelf, TimeProvider time, PolicyArchive policies)
    {
        var body = await http.ReadBody();
        var caller = http.Caller(body);
        if (caller.ExpectedVersion is null)
        {
            return Problems.ETagRequired();
        }

        if (!ChangeIndex.IsNumber(number) || await desk.Find(number, http.RequestAborted) is not { } change)
        {
            return Problems.NotFound($"Change '{number}'");
        }

        var policy = await policies.Get(change.Policy, http.RequestAborted);
        var read = new FieldReader(policy, shelf.Current.Systems, shelf.Current.Directory).ReadAmendment(body.Json);
        return read.Errors.IsEmpty
            ? await http.Handle(number, new Amend(read.Facts, read.RequestedClass), body, Answers.Whole)
            : Problems.Of(new Refusal.BadFields(read.Errors));
    }

    private static async Task<IResult> Approve(string number, HttpContext http)
    {
        var body = await http.ReadBody();
        var answer = body.Read<ApproveBody>();
        if (answer.Approved is not { } approved)
        {
            return Problems.BadBody("Say 'approved': true or false.");
        }

        var command = new Approve(
            approved, (answer.Comments ?? "").Trim(), Words.Conditions(answer.Conditions ?? []), Words.Gate(answer.ConditionsBefore), answer.Role, answer.ContentDigest,
            answer.MayUndo ?? false);
        var person = http.User.Actor().Id;
        return await http.Handle(number, command, body, (change, policy) => Answers.Approved(change, policy, person));
    }

    private static async Task<IResult> Authorize(string number, HttpContext http)
    {
        var body = await http.ReadBody();
        return await http.Handle(number, SubmissionReader.Authorization(body.Read<AuthorizeBody>()), body, Answers.Moved);
    }

    private static async Task<IResult> Contest(string number, HttpContext http)
    {
        var body = await http.ReadBody();
        return await http.Handle(number, new Contest((body.Read<ReasonBody>().Reason ?? "").Trim()), body, Answers.Moved);
    }

    private static async Task<IResult> AnswerQuestion(string number, int question, HttpContext http)
    {
        var body = await http.ReadBody();
        return await http.Handle(number, new AnswerQuestion(question, (body.Read<QuestionAnswerBody>().Text ?? "").Trim()), body, Answers.Moved);
    }

    private static string Stage(string? name) => name ?? throw new BadBodyException("Say the 'stage' by its name.");

    private static async Task<IResult> Implement(string number, HttpContext http, ChangeDesk desk, ChangeStatistics statistics)
    {
        var body = await http.ReadBody();
        var plan = body.Read<ImplementBody>();
        var change = ChangeIndex.IsNumber(number) ? await desk.Find(number, http.RequestAborted) : null;
        var average = change is null ? null : await statistics.AverageImplementationTime(change.Policy.Id, http.RequestAborted);
        var command = new Implement((plan.ImplementationPlan ?? "").Trim(), plan.ScheduledTime, plan.MaintenanceWindow ?? false, average);
        return await http.Handle(number, command, body, Answers.Implementing);
    }

    private static async Task<IResult> Complete(string number, HttpContext http, ChangeDesk desk, RulebookShelf shelf, PolicyArchive policies)
    {
        var body = await http.ReadBody();
        if (!ChangeIndex.IsNumber(number) || await desk.Find(number, http.RequestAborted) is not { } change)
        {
            return Problems.NotFound($"Change '{number}'");
        }

        var policy = await policies.Get(change.Policy, http.RequestAborted);
        var (fields, statements, refusal) = StatementReader.Read(body, OfCompletion, policy, shelf.Current);
        if (refusal is not null)
        {
            return Problems.Of(refusal);
        }

        var succeeded = Words.Succeeded(body.Text("status"));
        var notes = body.Text("notes") ?? body.Text("reason") ?? fields.Text("test_results");
        var command = new Complete(succeeded, notes, fields, statements, Words.Severity(body.Text("severity") ?? "medium"));
        return await http.Handle(number, command, body, Answers.Completed);
    }

    private static async Task<IResult> Close(string number, HttpContext http, ChangeDesk desk, RulebookShelf shelf, PolicyArchive policies)
    {
        var body = await http.ReadBody();
        if (!ChangeIndex.IsNumber(number) || await desk.Find(number, http.RequestAborted) is not { } change)
        {
            return Problems.NotFound($"Change '{number}'");
        }

        var statements = body.Read<CloseBody>().Statements ?? [];
        var policy = await policies.Get(change.Policy, http.RequestAborted);
        var (fields, texts, refusal) = StatementReader.Read(
            body with { Json = JsonSerializer.SerializeToElement(statements) }, [], policy, shelf.Current);
        return refusal is null ? await http.Handle(number, new Close(fields, texts), body, Answers.Moved) : Problems.Of(refusal);
    }

    private static void MapAnswers(this IEndpointRouteBuilder changes, string name, RequirementKind kind) =>
        changes.MapPost($"/{{number}}/{name}", async (string number, HttpContext http) =>
        {
            var body = await http.ReadBody();
            var items = Words.Items(body.Read<AnswersBody>());
            return await http.Handle(number, new AnswerRequirements(kind, items), body, Answers.Moved);
        }).RequireScope(CommandScopes.OfAnswers(kind));

    private static void MapCommand<TBody, TCommand>(this IEndpointRouteBuilder changes, string name, Func<TBody, TCommand> command)
        where TCommand : ChangeCommand =>
        changes.MapPost($"/{{number}}/{name}", async (string number, HttpContext http) =>
        {
            var body = await http.ReadBody();
            return await http.Handle(number, command(body.Read<TBody>()), body, Answers.Moved);
        }).RequireScope(CommandScopes.Of<TCommand>());
}
