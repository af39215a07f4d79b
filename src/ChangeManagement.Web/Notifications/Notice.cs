using System.Collections.Immutable;
using ChangeManagement.Organisation;

namespace ChangeManagement.Web.Notifications;

/// <summary>What some people are to be told because of one event.</summary>
/// <param name="To">The people, each once.</param>
/// <param name="What">The beginning of the subject, for example <c>Approval requested</c>.</param>
/// <param name="Text">What happened and what is asked.</param>
/// <param name="Stage">The stage whose approval page the message links to; null: it links to the change.</param>
public sealed record Notice(ImmutableArray<Person> To, string What, string Text, string? Stage = null);
