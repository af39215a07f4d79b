using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Requests;

/// <summary>Reads what the service says of a failure: <c>{"odata.error":{"code":…,"message":{"value":"3:…"}}}</c>, 3 being the operation.</summary>
internal sealed class FailureDetails : RequestFailedDetailsParser
{
    /// <summary>Where the exception keeps which operation failed.</summary>
    public const string FailedEntity = nameof(FailedEntity);

    public override bool TryParse(Response response, out ResponseError error, out IDictionary<string, string> data)
    {
        error = null;
        data = null;
        try
        {
            using var document = JsonDocument.Parse(response.Content);
            var told = document.RootElement.GetProperty("odata.error");
            var message = told.GetProperty("message").GetProperty("value").GetString();
            error = new ResponseError(told.GetProperty("code").GetString(), message);
            data = new Dictionary<string, string>(StringComparer.Ordinal);
            if (int.TryParse(message.Split(':', 2)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                data[FailedEntity] = index.ToString(CultureInfo.InvariantCulture);
            }

            return true;
        }
        catch (Exception strange) when (strange is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A proxy's page, or nothing at all.
            return false;
        }
    }
}
