using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChangeManagement.Web.Pages.Shell;

/// <summary>The one stylesheet, under an address that names its content, so that browsers may keep it for good.</summary>
internal static class Stylesheet
{
    private static readonly byte[] Content = Read();

    /// <summary>Where it is.</summary>
    public static string Path { get; } = $"/assets/{Convert.ToHexStringLower(SHA256.HashData(Content))[..16]}/site.css";

    /// <summary>Maps it.</summary>
    public static void MapStylesheet(this IEndpointRouteBuilder routes) => routes.MapGet(Path, (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Content, "text/css; charset=utf-8");
    }).AllowAnonymous();

    private static byte[] Read()
    {
        using var resource = typeof(Stylesheet).Assembly.GetManifestResourceStream("assets/site.css")
            ?? throw new InvalidOperationException("The assembly was built without its stylesheet.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
