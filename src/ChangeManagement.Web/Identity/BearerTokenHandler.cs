using System.Text.Encodings.Web;
using ChangeManagement.Web.Limits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChangeManagement.Web.Identity;

/// <summary>Authenticates <c>Authorization: Bearer …</c> with the tokens of the register.</summary>
internal sealed class BearerTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Tokens tokens, Admission admission,
    WrongTokenQuota wrongTokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "Bearer";

    private const string Prefix = "Bearer ";

    private bool isOneTooMany;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (await tokens.Find(header[Prefix.Length..].Trim(), Context.RequestAborted) is { } token
            && admission.Admit(SchemeName, token.Owner, token.Scopes, token.Policy) is { } admitted)
        {
            return AuthenticateResult.Success(new AuthenticationTicket(admitted, SchemeName));
        }

        isOneTooMany = !wrongTokens.Allows(Context);
        return AuthenticateResult.Fail("The token is unknown, revoked or expired, or its owner has left.");
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (isOneTooMany)
        {
            RateLimits.SayWhen(Context, TimeSpan.FromMinutes(1));
            await Api.Problems.TooMany().ExecuteAsync(Context);
            return;
        }

        Response.Headers.WWWAuthenticate = SchemeName;
        await Api.Problems.Unauthorized().ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Api.Problems.MissingScope().ExecuteAsync(Context);
}
