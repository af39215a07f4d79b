namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>003 §4.4 Approval matrix.</summary>
public sealed class ApprovalMatrixTests
{
    [Theory(DisplayName = "003 §4.4 matrix")]
    [InlineData(RiskLevel.Low, "Peer Review", true)]
    [InlineData(RiskLevel.Low, "Manager", false)]
    [InlineData(RiskLevel.Low, "Security", false)]
    [InlineData(RiskLevel.Low, "CAB", false)]
    [InlineData(RiskLevel.Low, "CTO", false)]
    [InlineData(RiskLevel.Medium, "Peer Review", true)]
    [InlineData(RiskLevel.Medium, "Manager", true)]
    [InlineData(RiskLevel.Medium, "Security", false)]
    [InlineData(RiskLevel.Medium, "CAB", false)]
    [InlineData(RiskLevel.Medium, "CTO", false)]
    [InlineData(RiskLevel.High, "Peer Review", true)]
    [InlineData(RiskLevel.High, "Manager", true)]
    [InlineData(RiskLevel.High, "Security", true)]
    [InlineData(RiskLevel.High, "CAB", true)]
    [InlineData(RiskLevel.High, "CTO", false)]
    [InlineData(RiskLevel.Critical, "Peer Review", true)]
    [InlineData(RiskLevel.Critical, "Manager", true)]
    [InlineData(RiskLevel.Critical, "Security", true)]
    [InlineData(RiskLevel.Critical, "CAB", true)]
    [InlineData(RiskLevel.Critical, "CTO", true)]
    public void Cell_IsRequiredOrNot(RiskLevel risk, string column, bool required)
    {
        var (name, role) = column switch
        {
            "Peer Review" => ("peer", "peer-reviewer"),
            "Manager" => ("manager", "manager"),
            "Security" => ("security", "security-team"),
            "CAB" => ("cab", "cab-chair"),
            _ => ("executive", "cto"),
        };
        var assessment = Given.Normal(risk);

        if (!required)
        {
            Assert.DoesNotContain(assessment.Stages, stage => stage.Name == name || stage.Seats.Any(seat => seat.Roles.Contains(role)));
            return;
        }

        var stage = assessment.Stage(name);
        Assert.Equal((Gate.Approve, null), (stage.Before, stage.Quorum));
        stage.Seats.Single(seat => seat.Name == role).Because.Cites("§4.4");
    }

    [Theory(DisplayName = "003 §4.4 SLA")]
    [InlineData(RiskLevel.Low, "Review", 1, "2026-11-17T15:00Z")]
    [InlineData(RiskLevel.Low, "Approval", 1, "2026-11-17T15:00Z")]
    [InlineData(RiskLevel.Medium, "Review", 2, "2026-11-18T15:00Z")]
    [InlineData(RiskLevel.Medium, "Approval", 2, "2026-11-18T15:00Z")]
    [InlineData(RiskLevel.High, "Review", 3, "2026-11-19T15:00Z")]
    [InlineData(RiskLevel.High, "Approval", 3, "2026-11-19T15:00Z")]
    [InlineData(RiskLevel.Critical, "Review", 5, "2026-11-23T15:00Z")]
    [InlineData(RiskLevel.Critical, "Approval", 5, "2026-11-23T15:00Z")]
    public void Sla_IsTheTimeOfEachStage(RiskLevel risk, string sla, int days, string deadline)
    {
        // Reviews are those of §4.1's second step; a Low change is approved by its peer review.
        string[] reviews = ["peer", "security"];
        var stages = Given.Normal(risk).Stages
            .Where(stage => risk == RiskLevel.Low || reviews.Contains(stage.Name) == (sla == "Review"))
            .ToList();

        Assert.NotEmpty(stages);
        Assert.All(stages, stage =>
        {
            Assert.Equal(new Allowance.BusinessDays(days), stage.Within);
            Assert.Equal(Moment.Parse(deadline), Given.Policy.Deadline(stage.Within, Given.Monday(10, 0)));
            stage.Because.Cites("§4.4");
        });
    }

    [Fact(DisplayName = "003 §4.4 columns are asked in their order")]
    public void Stages_AreInTheOrderOfTheColumns() => Assert.Equal(
        ["peer", "manager", "security", "cab"],
        Given.Normal(RiskLevel.High).Stages.Select(stage => stage.Name));
}
