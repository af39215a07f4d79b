using ChangeManagement.Changes;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Pages.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Pages.Approvals;

/// <summary>Which proof an answer needs, and whether it came.</summary>
internal static class Proofs
{
    /// <summary>
    /// What has to come with an answer by a link. Whoever is signed in as its person needs nothing else, nor does an answer that is taken back by
    /// the browser that has just given it.
    /// </summary>
    public static async Task<Proof> Of(string token, Standing standing, Change change, Circumstances circumstances, HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true } && http.User.Actor() == circumstances.Actor && http.User.Allows(Scopes.Approve) ? Proof.None
        : standing is Standing.DecidedByMe(_, var mine) && AnsweredHere.Is(change, mine, http) ? Proof.None
        : circumstances.Policy.ApprovalPage.NeedsSignIn(change.Assessment.Risk.Level) ? Proof.SignIn
        : !circumstances.Policy.ApprovalPage.NeedsCode(change.Assessment.Risk.Level) ? Proof.None
        : await http.RequestServices.GetRequiredService<ApprovalCodes>().AreTaken(token, http.RequestAborted) ? Proof.Code
        : Proof.NewMessage;

    /// <summary>Why the answer is not proven to be its person's; null: it is.</summary>
    public static async Task<string?> Objection(ApprovalCase found, PostedForm form, HttpContext http) => found.Proof switch
    {
        Proof.None => null,
        Proof.SignIn => "The policy asks you to sign in before you answer at this risk.",
        Proof.NewMessage => "This link takes no codes any more. Have a new message sent to you, and use its code.",
        Proof.Code when form.Text("code").Length == 0 => "Type the code that the message shows below its button.",
        Proof.Code => Words(await http.RequestServices.GetRequiredService<ApprovalCodes>().Check(found.Token!, form.Text("code"), http.RequestAborted)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? Words(CodeCheck check) => check switch
    {
        CodeCheck.Right => null,
        CodeCheck.Wrong(0) => "This was not the code of the message, once too often. Have a new message sent to you, and use its code.",
        CodeCheck.Wrong(var left) =>
            $"This is not the code of the message. Look below its button for 6 letters and digits; you can try {(left == 1 ? "once" : $"{left} times")} more.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
