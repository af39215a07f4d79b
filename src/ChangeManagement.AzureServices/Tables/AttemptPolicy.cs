using Azure.Core;
using Azure.Core.Pipeline;

namespace ChangeManagement.AzureServices.Tables;

/// <summary>
/// Counts how often a call went out. A call that went out once and was refused was refused; one that was repeated may have been refused because its
/// first attempt was taken and only the answer was lost.
/// </summary>
internal sealed class AttemptPolicy : HttpPipelineSynchronousPolicy
{
    private const string Name = "change-management-attempts";

    /// <summary>Counts what is sent until it is disposed.</summary>
    public static IDisposable Count(out Attempts attempts)
    {
        attempts = new Attempts();
        return HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?>(StringComparer.Ordinal) { [Name] = attempts });
    }

    /// <inheritdoc/>
    public override void OnSendingRequest(HttpMessage message)
    {
        if (message.TryGetProperty(Name, out var counted) && counted is Attempts attempts)
        {
            attempts.Made++;
        }
    }
}

/// <summary>How many calls there were, and how often they went out. Without the policy nobody counts, and any call may have been repeated.</summary>
internal sealed class Attempts
{
    public int Calls { get; set; }

    public int Made { get; set; }

    public bool WereRepeated => Made != Calls;
}
