using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Requests;

/// <summary>Adds the shared access signature, as it is now, to each request.</summary>
internal sealed class SharedAccessPolicy(Func<string> signature) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri;
        var added = signature().TrimStart('?');
        uri.Query = uri.Query.Length == 0 ? "?" + added : $"{uri.Query}&{added}";
    }
}
