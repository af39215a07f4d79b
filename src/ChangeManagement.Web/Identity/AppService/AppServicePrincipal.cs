using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeManagement.Web.Identity.AppService;

/// <summary>Who somebody is according to the header of App Service: base64 of JSON with claims.</summary>
internal static class AppServicePrincipal
{
    /// <summary>The header.</summary>
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    private const int LongestHeader = 32 << 10;

    private static readonly ImmutableHashSet<string> Addresses = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "preferred_username", "upn", "email", "emails",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn");

    /// <summary>The addresses that the header claims, mail and user principal names alike; empty if it cannot be read.</summary>
    public static ImmutableHashSet<string> AddressesIn(string header)
    {
        try
        {
            return header.Length > LongestHeader ? [] :
            [
                .. (JsonSerializer.Deserialize<Principal>(Convert.FromBase64String(header))?.Claims ?? [])
                    .Where(claim => claim is { Type: not null, Value: { } value } && value.Contains('@', StringComparison.Ordinal) && Addresses.Contains(claim.Type!))
                    .Select(claim => claim.Value!.Trim().ToLowerInvariant()),
            ];
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return [];
        }
    }

    private sealed record Principal([property: JsonPropertyName("claims")] ImmutableArray<Claim>? Claims);

    private sealed record Claim([property: JsonPropertyName("typ")] string? Type, [property: JsonPropertyName("val")] string? Value);
}
