using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Identity;

/// <summary>The scope that each command on a change needs, the same over the API and on the pages.</summary>
internal static class CommandScopes
{
    private static readonly Type[] ToDecide =
        [typeof(Approve), typeof(Authorize), typeof(Contest), typeof(Changes.Commands.Delegate), typeof(Retract), typeof(Ask)];

    /// <summary>To decide or to record a decision is to approve, everything else is to write.</summary>
    public static string Of<TCommand>()
        where TCommand : ChangeCommand => Of(typeof(TCommand));

    /// <summary>The scope to answer requirements of a kind; what reviewers assess belongs to their decision.</summary>
    public static string OfAnswers(RequirementKind kind) => kind is RequirementKind.Criterion ? Scopes.Approve : Scopes.Write;

    /// <summary>The scope of a command that was read.</summary>
    public static string Of(ChangeCommand command) => command is AnswerRequirements answers ? OfAnswers(answers.Kind) : Of(command.GetType());

    /// <summary>The scopes of a submission, which may bring decisions that were given by voice.</summary>
    public static bool Allow(System.Security.Claims.ClaimsPrincipal caller, Submit request) =>
        caller.Allows(Scopes.Write) && (request.Authorizations.IsEmpty || caller.Allows(Of<Authorize>()));

    private static string Of(Type command) => ToDecide.Contains(command) ? Scopes.Approve : Scopes.Write;
}
