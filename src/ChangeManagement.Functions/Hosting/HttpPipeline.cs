using ChangeManagement.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace ChangeManagement.Functions.Hosting;

/// <summary>The product's pipeline, which takes the requests of every HTTP trigger as they are.</summary>
public sealed class HttpPipeline(IServiceProvider services)
{
    private readonly RequestDelegate pipeline = new ApplicationBuilder(services).UseForwardedHeaders(Forwarded()).UseChangeManagement().Build();

    /// <summary>Answers a request, on the request itself.</summary>
    /// <returns>Nothing more to write.</returns>
    public async Task<IResult> Answer(HttpRequest request)
    {
        var http = request.HttpContext;
        // The worker has routed the request to the function. Routing leaves alone what has an endpoint, and values of one route are none of another.
        http.SetEndpoint(null);
        request.RouteValues.Clear();
        await pipeline(http);
        return Results.Empty;
    }

    /// <summary>
    /// Requests come from the Functions host on this machine, to that from the front end of Azure. Each adds whom it heard, so the first public address
    /// from the end is the caller's, and what stands before it is what the caller made up.
    /// </summary>
    private static ForwardedHeadersOptions Forwarded()
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 3 };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in (string[])["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7", "fe80::/10"])
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        return options;
    }
}
