using ChangeManagement.Organisation;
using ChangeManagement.Web.Identity;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>A link to sign in.</summary>
public static class SignInMessages
{
    /// <summary>The message with a link.</summary>
    /// <param name="path">The link's path on this site, a secret.</param>
    public static Message Of(Person person, string path, DateTimeOffset now) => new()
    {
        Key = $"sign-in-{Tokens.HashOf(path)}",
        Kind = MessageKind.SignIn,
        To = person,
        Subject = "Your link to sign in",
        Headline = "Sign in with the button below.",
        Paragraphs = ["It is good for one hour and for one time. If you did not ask for it, you need do nothing."],
        Action = new MessageAction("Sign in", path),
        At = now,
    };
}
