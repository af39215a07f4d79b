using ChangeManagement.Functions.Durable;
using ChangeManagement.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ChangeManagement.Functions.Triggers;

/// <summary>
/// Requests. The entry points that operators watch are functions of their own, with logs and figures of their own; all of them lead into the same pipeline,
/// which authenticates: the host's keys are not used.
/// </summary>
public sealed class Requests(HttpPipeline pipeline, TaskHub hub)
{
    private const string Changes = "api/v1/change-management/change-requests";

    /// <summary>Submits a change.</summary>
    [Function("submit")]
    public Task<IResult> Submit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Changes)] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Answer(request, client);

    /// <summary>Approves or rejects a change.</summary>
    [Function("decide")]
    public Task<IResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Changes + "/{number}/approve")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Answer(request, client);

    /// <summary>Shows a change.</summary>
    [Function("status")]
    public Task<IResult> Status(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Changes + "/{number}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Answer(request, client);

    /// <summary>Raises an emergency from a phone.</summary>
    [Function("emergency")]
    public Task<IResult> Emergency(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "emergencies/new")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Answer(request, client);

    /// <summary>Takes an answer by mail.</summary>
    [Function("inbound-mail")]
    public Task<IResult> InboundMail(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "hooks/sendgrid/inbound")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Answer(request, client);

    /// <summary>Everything else.</summary>
    [Function("site")]
    public Task<IResult> Site(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Answer(request, client);

    private Task<IResult> Answer(HttpRequest request, DurableTaskClient client)
    {
        hub.Use(client);
        return pipeline.Answer(request);
    }
}
