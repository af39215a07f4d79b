using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Pages.Listing;

/// <summary>Which part of the register is shown. What is not known is taken for any.</summary>
public sealed record RegisterQuery(string? State, string? Policy, string? Risk, string? Text, string? After)
{
    private const int LongestText = 200;

    /// <summary>True if anything narrows the list.</summary>
    public bool IsNarrow => (State ?? Policy ?? Risk ?? Text) is not null;

    /// <summary>The same as the index takes it.</summary>
    public ChangeFilter Filter => new(State, Policy, Class: null, Risk, System: null, Requester: null, Month: null, Text);

    /// <summary>Reads the query of an address.</summary>
    public static RegisterQuery Read(IQueryCollection query)
    {
        return new RegisterQuery(
            Known("state", ChangeState.Names.Contains),
            Known("policy", text => text.Length <= LongestText),
            Known("risk", text => Enum.GetNames<RiskLevel>().Contains(text, StringComparer.OrdinalIgnoreCase)),
            Known("text", text => text.Length <= LongestText),
            Known("after", ChangeIndex.IsNumber));

        string? Known(string name, Predicate<string> isKnown) =>
            query[name].ToString().Trim() is { Length: > 0 } text && isKnown(text) ? text : null;
    }

    /// <summary>The address of the page that follows.</summary>
    public string Next(string after)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in ((string, string?)[])[("state", State), ("policy", Policy), ("risk", Risk), ("text", Text), ("after", after)])
        {
            query = value is null ? query : query.Add(name, value);
        }

        return $"/{query}";
    }
}
