using ChangeManagement.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Functions.Hosting;

/// <summary>The product's pipeline, which takes the requests of every HTTP trigger as they are.</summary>
public sealed class HttpPipeline(IServiceProvider services)
{
    private readonly RequestDelegate pipeline = new ApplicationBuilder(services).UseChangeManagement().Build();

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
}
