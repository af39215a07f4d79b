using System.Globalization;
using System.Net.Mail;
using ChangeManagement.Web.Hooks;
using ChangeManagement.Web.Replies;
using Microsoft.Extensions.Configuration;

namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>How messages reach people. What stands in no setting is not used.</summary>
public sealed record SenderSettings
{
    /// <summary>
    /// <c>Site:Address</c>, <c>Site:ReplyDomain</c>: where people reach this site, and the domain whose mail comes back to it. In Development the address
    /// that it listens on.
    /// </summary>
    public required SiteAddress Site { get; init; }

    /// <summary><c>Smtp:…</c>; null: no SMTP server.</summary>
    public SmtpSettings? Smtp { get; init; }

    /// <summary><c>SendGrid:…</c>; null: not by SendGrid.</summary>
    public SendGridSettings? SendGrid { get; init; }

    /// <summary><c>Teams:…</c>; null: not to Teams.</summary>
    public TeamsSettings? Teams { get; init; }

    /// <summary><c>Slack:…</c>; null: not to Slack.</summary>
    public SlackSettings? Slack { get; init; }

    /// <summary><c>Deliveries:Timeout</c>: how long one attempt may take. Default: 30 seconds.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>True in Development: webhooks may lie on this machine, and without a mail server the mailbox takes the mail.</summary>
    public required bool IsDevelopment { get; init; }

    /// <summary>True if people are mailed by a server of this settings.</summary>
    public bool HasMail => Smtp is not null || SendGrid is not null;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingsException">Some are wrong; the message names each and says what to do.</exception>
    public static SenderSettings Read(IConfiguration settings, bool isDevelopment)
    {
        var reader = new Reader(settings, isDevelopment);
        var timeout = reader.Timeout();
        var from = reader.From();
        var read = new SenderSettings
        {
            Site = new SiteAddress(reader.Site(), reader.ReplyDomain()),
            Timeout = timeout,
            Smtp = reader.Smtp(from, timeout),
            SendGrid = reader.SendGrid(from, timeout),
            Teams = reader.Webhook("Teams") is { } teams
                ? new TeamsSettings(teams, reader.Secret("Teams:Token"), reader.Flag("Teams:BareCard"), reader.Flag("Teams:Shared"))
                : null,
            Slack = reader.Webhook("Slack") is { } slack ? new SlackSettings(slack) : null,
            IsDevelopment = isDevelopment,
        };
        if (read is { Smtp: not null, SendGrid: not null })
        {
            reader.Problems.Add("Both Smtp:Host and SendGrid:Key are set; keep the one that mail should take.");
        }

        return reader.Problems.Count == 0 ? read : throw new SettingsException(string.Join(' ', reader.Problems));
    }

    private sealed class Reader(IConfiguration settings, bool isDevelopment)
    {
        private const string ListenedOn = "http://127.0.0.1:7071/";

        public List<string> Problems { get; } = [];

        public Uri Site()
        {
            var address = settings["Site:Address"] ?? (isDevelopment ? Listening() : null);
            return address is null ? Wrong("Site:Address is not set. Name the address at which people reach this site, such as https://changes.example.com/: messages link to it.")
                : !Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var root) || !IsHttps(root)
                    ? Wrong($"Site:Address is '{address}'; write it as https://changes.example.com/.")
                : root.AbsoluteUri.Length > MostOfSite ? Wrong($"Site:Address is longer than {MostOfSite} characters; mail programs would break the links below it.")
                : root;

            Uri Wrong(string problem)
            {
                Problems.Add(problem);
                return new Uri(ListenedOn);
            }
        }

        // What links add to it stays below the 120 characters at which mail programs begin to break them.
        private const int MostOfSite = 70;

        private string Listening() => settings["Urls"]?.Split(';')[0] is { Length: > 0 } url && Uri.TryCreate(url, UriKind.Absolute, out _) ? url : ListenedOn;

        public string? ReplyDomain()
        {
            if (ReplySettings.ProblemOf(settings) is { } problem)
            {
                Problems.Add(problem);
            }

            return ReplySettings.Read(settings).Domain;
        }

        public TimeSpan Timeout()
        {
            var text = settings["Deliveries:Timeout"];
            if (text is null)
            {
                return TimeSpan.FromSeconds(30);
            }

            if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout) && timeout > TimeSpan.Zero)
            {
                return timeout;
            }

            Problems.Add($"Deliveries:Timeout is '{text}'; write it as 00:00:30.");
            return TimeSpan.FromSeconds(30);
        }

        /// <summary>The sender of mail; null if it is not set or wrong.</summary>
        public MailAddress? From()
        {
            if (settings["Mail:From"] is not { } from)
            {
                return null;
            }

            if (MailAddress.TryCreate(from, out var address))
            {
                return address;
            }

            Problems.Add($"Mail:From is '{from}'; write it as \"Changes <changes@example.com>\".");
            return null;
        }

        public SmtpSettings? Smtp(MailAddress? from, TimeSpan timeout)
        {
            if (settings["Smtp:Host"] is not { Length: > 0 } host)
            {
                Needless("Smtp", "Smtp:Host", "Port", "Security", "User", "Password", "PasswordFile");
                return null;
            }

            var port = 587;
            if (settings["Smtp:Port"] is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > 65535))
            {
                Problems.Add($"Smtp:Port is '{text}'; write a port such as 587.");
            }

            if (port == 465)
            {
                Problems.Add("Smtp:Port is 465, where TLS comes before SMTP, which is not spoken here; use 587, where STARTTLS is.");
            }

            var security = settings["Smtp:Security"] ?? "starttls";
            if (security is not ("starttls" or "none"))
            {
                Problems.Add($"Smtp:Security is '{security}'; write starttls or, for a server on this machine, none.");
            }

            var (user, password) = (settings["Smtp:User"], Secret("Smtp:Password"));
            if (security == "none" && (user is not null || (!isDevelopment && !IsThisMachine(host))))
            {
                Problems.Add("Smtp:Security is none, by which links and passwords would cross the network in clear text; remove the setting, so that STARTTLS is used.");
            }

            if (user is null != password is null)
            {
                Problems.Add("Of Smtp:User and Smtp:Password (or …PasswordFile) one is missing; set both or neither.");
            }

            return new SmtpSettings(host, port, NeedFrom(from, "Smtp:Host"), UsesTls: security != "none", user, password, timeout);
        }

        public SendGridSettings? SendGrid(MailAddress? from, TimeSpan timeout)
        {
            if (Secret("SendGrid:Key") is not { } key)
            {
                Needless("SendGrid", "SendGrid:Key", "Host", "Sandbox", "EventKey");
                return null;
            }

            var host = settings["SendGrid:Host"] ?? "https://api.sendgrid.com/";
            if (!Uri.TryCreate(host, UriKind.Absolute, out var address) || !IsHttps(address))
            {
                Problems.Add($"SendGrid:Host is '{host}'; write https://api.sendgrid.com/ or https://api.eu.sendgrid.com/.");
                address = new Uri("https://api.sendgrid.com/");
            }

            var eventKey = settings["SendGrid:EventKey"];
            if (eventKey is not null && !SignedHook.IsKey(eventKey))
            {
                Problems.Add("SendGrid:EventKey is no public key; copy the verification key that SendGrid shows with its signed event webhook.");
            }

            return new SendGridSettings(key, address, NeedFrom(from, "SendGrid:Key"), Flag("SendGrid:Sandbox"), eventKey, timeout);
        }

        public Uri? Webhook(string channel)
        {
            if (Secret($"{channel}:Webhook") is not { } address)
            {
                return null;
            }

            if (Uri.TryCreate(address, UriKind.Absolute, out var webhook) && IsHttps(webhook) && webhook.UserInfo.Length == 0)
            {
                return webhook;
            }

            // The address is a secret, so it is not repeated.
            Problems.Add($"{channel}:Webhook is no https address; copy it whole from {channel}.");
            return null;
        }

        /// <summary>A secret, from a setting or from the file that another setting names.</summary>
        public string? Secret(string name)
        {
            if (settings[$"{name}File"] is not { } file)
            {
                return settings[name] is { Length: > 0 } value ? value : null;
            }

            if (!File.Exists(file))
            {
                Problems.Add($"{name}File names '{file}', which does not exist.");
                return null;
            }

            return File.ReadAllText(file).Trim();
        }

        public bool Flag(string name)
        {
            if (settings[name] is not { } text)
            {
                return false;
            }

            if (!bool.TryParse(text, out var flag))
            {
                Problems.Add($"{name} is '{text}'; write true or false.");
            }

            return flag;
        }

        private bool IsHttps(Uri address) => address.Scheme == Uri.UriSchemeHttps || (isDevelopment && address.IsLoopback && address.Scheme == Uri.UriSchemeHttp);

        private static bool IsThisMachine(string host) => host is "localhost" or "127.0.0.1" or "::1";

        private MailAddress NeedFrom(MailAddress? from, string because)
        {
            if (from is null && settings["Mail:From"] is null)
            {
                Problems.Add($"{because} is set and Mail:From is not; name the sender of the mail, such as \"Changes <changes@example.com>\".");
            }

            return from ?? new MailAddress("changes@example.com");
        }

        private void Needless(string section, string missing, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (settings[$"{section}:{name}"] is not null)
                {
                    Problems.Add($"{section}:{name} is set and {missing} is not, so nothing would be sent; set it or remove the other.");
                    return;
                }
            }
        }
    }
}
