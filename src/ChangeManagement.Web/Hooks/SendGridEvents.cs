using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeManagement.Web.Notifications.Delivering;
using ChangeManagement.Web.Notifications.Sending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Hooks;

/// <summary>
/// What SendGrid reports of mail that it took over: that it arrived, bounced or was dropped. A report counts once however often it is repeated; what came
/// back is tried by the next channel at once.
/// </summary>
public static partial class SendGridEvents
{
    /// <summary>The custom argument by which a report names the message.</summary>
    public const string KeyArgument = "message_key";

    // SendGrid sends its reports in bundles.
    private const int MostBytes = 4 << 20;

    /// <summary>Maps <c>POST /hooks/sendgrid/events</c>; there is none where no key is set by which to believe it.</summary>
    internal static void MapSendGridEvents(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/hooks/sendgrid/events", Take).AllowAnonymous().DisableAntiforgery();

    private static async Task<IResult> Take(HttpContext http, SenderSettings settings, DeliveryReports reports, TimeProvider time)
    {
        if (settings.SendGrid?.EventKey is not { } key)
        {
            return Results.NotFound();
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes;
        }

        return await SignedHook.Read(http, key, MostBytes, time.GetUtcNow()) switch
        {
            SignedBody.Genuine(var bytes) => await Read(bytes, reports, http.RequestAborted),
            SignedBody.Refused(var status) => Results.StatusCode(status),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<IResult> Read(byte[] bytes, DeliveryReports reports, CancellationToken cancellation)
    {
        JsonElement body;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            body = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }

        if (body.ValueKind is not JsonValueKind.Array)
        {
            return Results.BadRequest();
        }

        foreach (var report in body.EnumerateArray())
        {
            if (Text(report, KeyArgument) is { } message && DeliveryKey.Parse(message) is { } key && Text(report, "sg_event_id") is { Length: <= 200 } id)
            {
                await Apply(Text(report, "event"), report, key, id, reports, cancellation);
            }
        }

        return Results.Ok();
    }

    private static Task Apply(string? kind, JsonElement report, DeliveryKey key, string id, DeliveryReports reports, CancellationToken cancellation) => kind switch
    {
        "delivered" => reports.Arrived(key, Channel.Mail, id, cancellation),
        "bounce" => reports.CameBack(key, Channel.Mail, $"It came back: the mail server refuses it{StatusOf(report)}.", id, cancellation),
        "dropped" => reports.CameBack(key, Channel.Mail, "SendGrid did not send it: mail to the person came back before, or they refused it.", id, cancellation),
        _ => Task.CompletedTask,
    };

    /// <summary>Nothing but the code: the server's words name addresses.</summary>
    private static string StatusOf(JsonElement report) => Text(report, "status") is { } status && Status().IsMatch(status) ? $" ({status})" : "";

    private static string? Text(JsonElement report, string name) =>
        report.ValueKind is JsonValueKind.Object && report.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"^[245]\.[0-9]{1,3}\.[0-9]{1,3}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Status();
}
