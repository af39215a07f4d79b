using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SendGrid.Helpers.Mail;

/// <summary>A mail as the API takes it.</summary>
public class SendGridMessage
{
    private static readonly JsonSerializerOptions Plain = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly List<EmailAddress> recipients = [];
    private readonly JsonObject tracking = [];
    private bool isSandbox;

    /// <summary>The sender.</summary>
    public EmailAddress From { get; set; }

    /// <summary>Where answers go; null: to the sender.</summary>
    public EmailAddress ReplyTo { get; set; }

    /// <summary>The subject.</summary>
    public string Subject { get; set; }

    /// <summary>The body as plain text.</summary>
    public string PlainTextContent { get; set; }

    /// <summary>The body as HTML.</summary>
    public string HtmlContent { get; set; }

    /// <summary>Further headers.</summary>
    public Dictionary<string, string> Headers { get; set; }

    /// <summary>What events about the mail repeat.</summary>
    public Dictionary<string, string> CustomArgs { get; set; }

    /// <summary>Adds a recipient.</summary>
    public void AddTo(string email, string name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(email);
        recipients.Add(new EmailAddress(email, name));
    }

    /// <summary>Whether links are replaced by SendGrid's.</summary>
    public void SetClickTracking(bool enable, bool enableText) =>
        tracking["click_tracking"] = new JsonObject { ["enable"] = enable, ["enable_text"] = enableText };

    /// <summary>Whether a picture tells that the mail was opened.</summary>
    public void SetOpenTracking(bool enable, string substitutionTag = null) => tracking["open_tracking"] = Switch(enable, ("substitution_tag", substitutionTag));

    /// <summary>Whether links to unsubscribe are added.</summary>
    public void SetSubscriptionTracking(bool enable, string html = null, string text = null, string substitutionTag = null) =>
        tracking["subscription_tracking"] = Switch(enable, ("html", html), ("text", text), ("substitution_tag", substitutionTag));

    /// <summary>Whether links carry marks for Google Analytics.</summary>
    public void SetGoogleAnalytics(
        bool enable, string utmCampaign = null, string utmContent = null, string utmMedium = null, string utmSource = null, string utmTerm = null) =>
        tracking["ganalytics"] = Switch(
            enable, ("utm_campaign", utmCampaign), ("utm_content", utmContent), ("utm_medium", utmMedium), ("utm_source", utmSource), ("utm_term", utmTerm));

    /// <summary>Whether the mail is only checked.</summary>
    public void SetSandBoxMode(bool enable) => isSandbox = enable;

    /// <summary>The body of the call.</summary>
    public string Serialize(bool useDefaultSerialization = true)
    {
        var body = new JsonObject
        {
            ["from"] = Node(From),
            ["subject"] = Subject,
            ["personalizations"] = new JsonArray(new JsonObject { ["to"] = Node(recipients) }),
            ["content"] = Contents(),
        };
        Add("reply_to", ReplyTo);
        Add("headers", Headers);
        Add("custom_args", CustomArgs);
        if (tracking.Count > 0)
        {
            body["tracking_settings"] = tracking.DeepClone();
        }

        if (isSandbox)
        {
            body["mail_settings"] = new JsonObject { ["sandbox_mode"] = Switch(enable: true) };
        }

        return body.ToJsonString(Plain);

        void Add<T>(string name, T value)
        {
            if (value is not null)
            {
                body[name] = Node(value);
            }
        }
    }

    /// <summary>The API wants the plain one first.</summary>
    private JsonArray Contents()
    {
        var contents = new JsonArray();
        Add("text/plain", PlainTextContent);
        Add("text/html", HtmlContent);
        return contents;

        void Add(string type, string value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                contents.Add(new JsonObject { ["type"] = type, ["value"] = value });
            }
        }
    }

    private static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, Plain);

    private static JsonObject Switch(bool enable, params (string Name, string Value)[] more)
    {
        var setting = new JsonObject { ["enable"] = enable };
        foreach (var (name, value) in more)
        {
            if (value is not null)
            {
                setting[name] = value;
            }
        }

        return setting;
    }
}
