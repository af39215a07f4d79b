using System.Text.Encodings.Web;
using System.Text.Json;
using ChangeManagement.Serialization;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Api;

/// <summary>How the API writes its answers: as the register writes, but harmless should somebody put an answer into a page.</summary>
internal static class ApiJson
{
    private static readonly JsonSerializerOptions Options = new(Json.Options) { Encoder = JavaScriptEncoder.Default };

    /// <summary>An answer with a body.</summary>
    public static IResult Answer(object body, int status = StatusCodes.Status200OK) => Results.Json(body, Options, statusCode: status);
}
