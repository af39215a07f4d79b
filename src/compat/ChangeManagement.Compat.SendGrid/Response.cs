using System.Net;
using System.Net.Http.Headers;

namespace SendGrid;

/// <summary>An answer of the API.</summary>
public class Response(HttpStatusCode statusCode, HttpContent responseBody, HttpResponseHeaders responseHeaders)
{
    /// <summary>Its status.</summary>
    public HttpStatusCode StatusCode { get; set; } = statusCode;

    /// <summary>True for a status of 200 to 299.</summary>
    public bool IsSuccessStatusCode => (int)StatusCode is >= 200 and <= 299;

    /// <summary>Its body.</summary>
    public HttpContent Body { get; set; } = responseBody;

    /// <summary>Its headers.</summary>
    public HttpResponseHeaders Headers { get; set; } = responseHeaders;
}
