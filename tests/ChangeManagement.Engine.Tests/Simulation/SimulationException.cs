namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>The engine did what the model forbids.</summary>
internal sealed class SimulationException(string message) : Exception(message)
{
    /// <exception cref="SimulationException">It does not hold.</exception>
    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SimulationException(otherwise);
        }
    }
}
