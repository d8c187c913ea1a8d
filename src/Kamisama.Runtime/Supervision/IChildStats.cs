namespace Kamisama.Runtime;

/// <summary>What a supervisor knows of a child.</summary>
public interface IChildStats;
