namespace ChangeManagement.Web.Pages.Approvals;

/// <summary>What has to come with an answer, so that it is its person's and no scanner's (A2).</summary>
public enum Proof
{
    /// <summary>Nothing: its person is signed in, or the policy lets the link do at this risk.</summary>
    None,

    /// <summary>The code that the message shows.</summary>
    Code,

    /// <summary>The same, and the link takes none any more before its message was sent anew.</summary>
    NewMessage,

    /// <summary>Its person has to sign in: the policy wants that at this risk.</summary>
    SignIn,
}
