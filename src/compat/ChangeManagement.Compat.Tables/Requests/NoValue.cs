namespace Azure.Data.Tables.Requests;

/// <summary>The answer of the service that there is no such row.</summary>
internal sealed class NoValue<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The row does not exist; ask HasValue first.");

    public override Response GetRawResponse() => response;
}
