using ChangeManagement.Workflows;
using Microsoft.AspNetCore.Mvc;

namespace ChangeManagement.Web.Api;

/// <summary>Which orchestrations, as an address says it. What is not said means any; so does an empty word, which a form sends.</summary>
internal sealed record OrchestrationFilter(
    [property: FromQuery(Name = "state")] string? State,
    [property: FromQuery(Name = "kind")] string? Kind,
    [property: FromQuery(Name = "id_prefix")] string? IdPrefix,
    [property: FromQuery(Name = "error_group")] string? ErrorGroup,
    [property: FromQuery(Name = "waiting_for")] string? WaitingFor,
    [property: FromQuery(Name = "updated_before")] string? UpdatedBefore,
    [property: FromQuery(Name = "created_before")] string? CreatedBefore)
{
    /// <exception cref="BadBodyException">A word of it means nothing.</exception>
    public WorkflowQuery ToQuery() => new(Words.WorkflowState(Said(State)), Said(Kind), Said(IdPrefix), Words.Instant(Said(UpdatedBefore), "updated_before"))
    {
        CreatedBefore = Words.Instant(Said(CreatedBefore), "created_before"),
        ErrorGroup = Said(ErrorGroup),
        WaitingFor = Said(WaitingFor),
    };

    private static string? Said(string? word) => string.IsNullOrWhiteSpace(word) ? null : word.Trim();
}
