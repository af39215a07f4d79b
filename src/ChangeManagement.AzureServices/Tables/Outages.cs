using System.Net;
using Azure;
using Azure.Identity;
using ChangeManagement.Register;

namespace ChangeManagement.AzureServices.Tables;

/// <summary>Says of an outage of the storage account what callers understand.</summary>
internal static class Outages
{
    /// <exception cref="StoreUnavailableException">After the last repetition the account still does not answer, has too much to do, or does not let us in.</exception>
    public static async Task<T> Explain<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && Explanation(failure) is { } explanation)
        {
            throw new StoreUnavailableException(explanation, inner: failure);
        }
    }

    private static string? Explanation(Exception failure) => failure switch
    {
        // Every attempt failed before an answer came.
        AggregateException many => many.InnerExceptions.Select(Explanation).LastOrDefault(),
        RequestFailedException { Status: 0 } => "The storage account cannot be reached; the outcome may be unknown. Try again when it is.",
        OperationCanceledException => "The storage account did not answer in time; the outcome may be unknown. Try again.",
        RequestFailedException { Status: (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests or >= 500 } =>
            "The storage account has failed or has too much to do; the outcome may be unknown. Try again.",
        RequestFailedException { ErrorCode: ErrorCodes.TableBeingDeleted } => "A table of the register was removed and cannot be made anew yet; try again in a minute.",
        RequestFailedException { Status: (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden } =>
            "The storage account does not let this host in. Give its identity the role Storage Table Data Contributor, or mend the key or signature.",
        AuthenticationFailedException => "The identity of this host got no token for the storage account; try again, and look at its managed identity.",
        _ => null,
    };
}
