using MlNetInvoice.Imaging;

namespace MlNetInvoice.Synthesis.Scenes;

/// <summary>A printed field of a certificate or slip in a scene.</summary>
/// <param name="Name">Which one, as in JSON: <c>period</c>, <c>date</c>, <c>time</c>, <c>randomCode</c>, <c>total</c>, <c>seller</c> or <c>buyer</c>.</param>
/// <param name="Text">What is printed, without its caption; slips write dates in many ways.</param>
/// <param name="Quad">Its corners in the picture, in the order of reading: cap line to baseline.</param>
/// <param name="IsLegible">Whether a person can read it, by the measures of <see cref="SceneNumber.IsLegible"/>, at <see cref="SceneNumber.LeastCapHeight"/> pixels or more.</param>
/// <param name="Slip">Which slip of the picture it belongs to, from 0.</param>
public sealed record SceneField(string Name, string Text, Quad Quad, bool IsLegible, int Slip);
