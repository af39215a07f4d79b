using System.Text.Json;
using ChangeManagement.Testing.Hosting;

namespace ChangeManagement.Web.Delivering;

/// <summary>What administrators see of deliveries.</summary>
internal static class Told
{
    /// <summary>How the delivery of each cause to each person of a change stands: <c>lena: sent (Mail sent)</c>.</summary>
    public static async Task<IReadOnlyList<string>> Of(RunningProduct product, string number) =>
    [
        .. from delivery in (await product.AsAdministrator().Get($"/api/v1/deliveries?change={number}")).Json.GetProperty("deliveries").EnumerateArray()
           from recipient in delivery.GetProperty("recipients").EnumerateArray()
           select Line(recipient),
    ];

    /// <summary>The people whom nothing reached.</summary>
    public static async Task<IReadOnlyList<string>> Failed(RunningProduct product) =>
    [
        .. from delivery in (await product.AsAdministrator().Get("/api/v1/deliveries")).Json.GetProperty("deliveries").EnumerateArray()
           from recipient in delivery.GetProperty("recipients").EnumerateArray()
           where recipient.GetProperty("state").GetString() == "failed"
           select recipient.GetProperty("person").GetString()!,
    ];

    private static string Line(JsonElement recipient)
    {
        var attempts = recipient.GetProperty("attempts").EnumerateArray()
            .Select(attempt => $"{attempt.GetProperty("channel").GetString()} {attempt.GetProperty("outcome").GetString()}");
        return $"{recipient.GetProperty("person").GetString()}: {recipient.GetProperty("state").GetString()} ({string.Join(", ", attempts)})";
    }
}
