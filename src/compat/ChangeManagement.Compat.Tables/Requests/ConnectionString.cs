namespace Azure.Data.Tables.Requests;

/// <summary>An account as a line of settings.</summary>
internal sealed record ConnectionString(Uri Endpoint, TableSharedKeyCredential Key, string Signature)
{
    // The emulator's account is the same on every machine, and public.
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static ConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !settings.TryAdd(part[..at], part[(at + 1)..]))
            {
                throw new InvalidOperationException("The connection string is malformed; it is pairs of Name=Value with semicolons between, each name once.");
            }
        }

        return Read(settings) ?? throw new FormatException(
            "No valid combination of account information found: AccountName and AccountKey with TableEndpoint or EndpointSuffix, or TableEndpoint and SharedAccessSignature.");
    }

    private static ConnectionString Read(Dictionary<string, string> settings)
    {
        if (settings.GetValueOrDefault("UseDevelopmentStorage") is "true")
        {
            var host = new UriBuilder(settings.GetValueOrDefault("DevelopmentStorageProxyUri") ?? "http://127.0.0.1") { Port = 10002, Path = EmulatorAccount };
            return new(host.Uri, new(EmulatorAccount, EmulatorKey), null);
        }

        var endpoint = settings.GetValueOrDefault("TableEndpoint");
        if (settings.TryGetValue("SharedAccessSignature", out var signature))
        {
            return endpoint is null ? null : new(new(endpoint), null, signature);
        }

        if (!settings.TryGetValue("AccountName", out var account) || !settings.TryGetValue("AccountKey", out var key))
        {
            return null;
        }

        endpoint ??= settings.TryGetValue("EndpointSuffix", out var suffix)
            ? $"{settings.GetValueOrDefault("DefaultEndpointsProtocol") ?? "https"}://{account}.table.{suffix}"
            : null;
        return endpoint is null ? null : new(new(endpoint), new(account, key), null);
    }
}
