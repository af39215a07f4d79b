using System.Globalization;
using Azure.Data.Tables.Requests;

namespace Azure.Data.Tables;

/// <summary>A transaction failed; nothing of it was written.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Takes over what failed.</summary>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException.InnerException)
    {
        foreach (var key in requestFailedException.Data.Keys)
        {
            Data.Add(key, requestFailedException.Data[key]);
        }

        FailedTransactionActionIndex =
            int.TryParse(Data[FailureDetails.FailedEntity] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }

    /// <summary>Which of the actions, from 0, made it fail; null if the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; internal set; }
}
