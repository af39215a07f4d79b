using System.Net.Http.Headers;

namespace SendGrid;

/// <summary>How the API is reached.</summary>
public class BaseClientOptions
{
    /// <summary>The address of the API.</summary>
    public string Host { get; set; }

    /// <summary>The version of the API.</summary>
    public string Version { get; set; } = "v3";

    /// <summary>What goes into the Authorization header.</summary>
    public AuthenticationHeaderValue Auth { get; set; }
}

/// <summary>How the API is reached with an API key.</summary>
public class SendGridClientOptions : BaseClientOptions
{
    private string apiKey;

    /// <summary>Reaches the global region.</summary>
    public SendGridClientOptions() => Host = "https://api.sendgrid.com";

    /// <summary>The API key.</summary>
    public string ApiKey
    {
        get => apiKey;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            apiKey = value;
            Auth = new AuthenticationHeaderValue("Bearer", value);
        }
    }
}
