/** Routes in a file of their own, and a mounted application: see `shop.ts`. */
import { APIRouter, fastApp, P } from "@fasthtml/fasthtml";

export const productsRouter = APIRouter({ prefix: "/products" });

productsRouter(function index() {
  return P("All products");
});

productsRouter("/{id:int}", ({ id }) => P(`Product ${id}`));

export const { app: help, rt } = fastApp();

rt(function index() {
  return P("How can we help?");
});
